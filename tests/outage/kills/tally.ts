import type { Answer } from "./sending";

type Line = { acknowledged: number; refused: number; unknown: number; said: Map<string, number> };

const emptyLine = (): Line => ({ acknowledged: 0, refused: 0, unknown: 0, said: new Map() });

/** How often which form was answered how. */
export function makeTally(names: readonly string[]) {
  const lines = new Map(names.map((name) => [name, emptyLine()]));
  let acknowledged = 0;
  let longest = 0;

  return {
    note(name: string, { ending, said, ms }: Answer) {
      if (ending === "unsent") return;
      const line = lines.get(name)!;
      line[ending] += 1;
      line.said.set(said, (line.said.get(said) ?? 0) + 1);
      longest = Math.max(longest, ms);
      if (ending === "acknowledged") acknowledged += 1;
    },
    /** All that was acknowledged so far. */
    acknowledged: () => acknowledged,
    /** Milliseconds that the slowest answer took. */
    longest: () => longest,
    lines: (): ReadonlyMap<string, Readonly<Line>> => lines,
    /** Answers that none of the forms may get: 5xx but 503, and being sent away to sign in. */
    strange(): string[] {
      return [...lines].flatMap(([name, { said }]) =>
        [...said]
          .filter(([what]) => /^303 |^5(?!03)/.test(what))
          .map(([what, times]) => `${name}: ${what} (${times} times)`),
      );
    },
  };
}

export type Tally = ReturnType<typeof makeTally>;
