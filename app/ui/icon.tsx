const strokes = {
  phone:
    "M6.5 3.5h3l1.5 4-2 1.5a12 12 0 0 0 6 6l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2Z",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5.5M12 7.5v.5",
  check: "m4.5 12.5 5 5 10-11",
  warning: "M12 3.5 22 20.5H2ZM12 10v5M12 17.7v.3",
  stop: "M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8ZM12 7v6.5M12 16.7v.3",
  place:
    "M12 21.5s7-6.6 7-11.5a7 7 0 1 0-14 0c0 4.9 7 11.5 7 11.5ZM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
  person: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5c.4-3.4 3-5.5 6.5-5.5s6.1 2.1 6.5 5.5M15.5 4.3a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .8 3.2 2.6 3.5 5",
  time: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5.5l3.5 2",
  calendar: "M4 6h16v14H4ZM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
  box: "M3.5 8 12 3.5 20.5 8v8.5L12 21l-8.5-4.5ZM3.5 8 12 12.5 20.5 8M12 12.5V21",
  message: "M3.5 5h17v12H11l-4.5 3.5V17h-3Z",
  door: "M6 21V3.5h12V21M3 21h18M14.5 12v1",
  edit: "m4 20 1-4.5L16.5 4 20 7.5 8.5 19ZM14 6.5l3.5 3.5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20.5 20.5",
  print: "M7 8.5V3.5h10v5M7 17H3.5V8.5h17V17H17M7 14h10v6.5H7Z",
  next: "m9 5 7 7-7 7",
  previous: "m15 5-7 7 7 7",
  lock: "M5.5 11h13v9.5h-13ZM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
  menu: "M3.5 6.5h17M3.5 12h17M3.5 17.5h17",
  home: "M3.5 11.5 12 4l8.5 7.5M6 9.5v11h12v-11",
} as const;

export type IconName = keyof typeof strokes;

/** Decoration beside a word; it is never the only carrier of a meaning. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      width="22"
      height="22"
      preserveAspectRatio="xMidYMin"
      aria-hidden="true"
    >
      <path d={strokes[name]} />
    </svg>
  );
}

/** Two houses that share a wall, a light in one of them. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
      <path d="M2 13 8.5 5l5.5 6.8V26H2Z" fill="currentColor" />
      <path d="m15.2 10.3 4.3-5.3L26 13v13H15.2Z" fill="currentColor" opacity=".62" />
      <path d="M6 15h4v4.5H6Z" className="lit" />
    </svg>
  );
}
