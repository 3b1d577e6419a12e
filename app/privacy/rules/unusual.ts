/** In what way somebody looks at more than their work asks for. */
export const UNUSUAL = ["many", "outside", "again"] as const;
export type Unusual = (typeof UNUSUAL)[number];

/** What one person has looked at lately; lists of a shift count as none, for they show everybody on it. */
export type Counted = {
  /** Different people in an hour. */
  many: number;
  /** Looks in a day at what lies in none of a coordinator's districts. */
  outside: number;
  /** Looks in a day at the one that was looked at most. */
  again: number;
};

/** From so many on. A coordinator who triages without a pause reads two a minute at the most. */
const FROM: Record<Unusual, number> = { many: 120, outside: 10, again: 12 };

/** What is unusual about it, each with how many looks. */
export const unusualIn = (counted: Counted): { what: Unusual; looks: number }[] =>
  UNUSUAL.filter((what) => counted[what] >= FROM[what]).map((what) => ({
    what,
    looks: counted[what],
  }));
