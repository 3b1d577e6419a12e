import type { Located } from "./map-clusters";

/** In the order of urgency, as the server's numbers mean them. */
const PRIORITIES = ["critical", "high", "normal", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];

export type RequestPoint = Located & {
  id: string;
  priority: Priority;
  /** Nobody has said yes. */
  alone: boolean;
  /** It is in the cell of the middle of its street. */
  street: boolean;
  kind: string;
};

/** Free volunteers who live in a cell. */
export type FreePoint = Located & { count: number };

type Answer = {
  requests: [string, number, number, number, 0 | 1, 0 | 1 | 2, number][];
  kinds: string[];
  free: [number, number, number][];
  moving: [number, number, string][];
  things: [string, number, number, string][];
};

export type Points = Pick<Answer, "moving" | "things"> & {
  requests: RequestPoint[];
  free: FreePoint[];
};

/** Milliseconds. */
const WITHIN = 8_000;

/** What the map shows, asked again and again; what has not changed does not come again. */
export class PointsReader {
  private tag = "";
  private last: Points | null = null;

  constructor(private readonly url: string) {}

  /** Null: nothing has changed. Throws when it can't be known. */
  async read(): Promise<Points | null> {
    const answer = await fetch(this.url, {
      headers: { Accept: "application/json", "If-None-Match": this.tag },
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(WITHIN),
    });
    if (answer.status === 304 && this.last) return null;
    if (!answer.ok) throw new Error(String(answer.status));
    const { requests, kinds, free, ...more } = (await answer.json()) as Answer;
    this.tag = answer.headers.get("ETag") ?? "";
    this.last = {
      ...more,
      free: free.map(([lat, lon, count]) => ({ lat, lon, count, about: false })),
      requests: requests.map(([id, lat, lon, priority, alone, about, kind]) => ({
        id,
        lat,
        lon,
        priority: PRIORITIES[priority]!,
        alone: alone === 1,
        about: about === 1,
        street: about === 2,
        kind: kinds[kind]!,
      })),
    };
    // Among equals those that nobody comes to stand for the others.
    this.last.requests.sort(
      (a, b) =>
        PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority) ||
        Number(b.alone) - Number(a.alone),
    );
    return this.last;
  }
}
