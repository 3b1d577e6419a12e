import type { Locale } from "../platform/types";
import type { Renderer } from "./render.server";
import { holds, windowOf } from "./rules/window";
import type { Change, Held, LaneWindow, Message, View } from "./types";

/** A stream, as the hub knows it. */
export type Stream = { send: (message: Message, last: number) => void; end: () => void };

/** What has become of one request: as it stood before, as it stands now, and by whom. */
export type Step = { before: Held | undefined; after: Held | undefined; change: Change | null };

type Board = { inOrder: readonly Held[]; byId: ReadonlyMap<string, Held>; last: number };

const signature = ({ ids, count, oldest }: LaneWindow) => `${ids} ${count} ${oldest.getTime()}`;

/** All boards that show the same in the same language: what they are told is worked out once. */
export function makeGroup(view: View, locale: Locale, renderer: Renderer) {
  const streams = new Set<Stream>();
  let windows: LaneWindow[] = [];

  const isShown = ({ lane, ids }: LaneWindow) =>
    ids.length > 0 || (view.filter.lane === lane && ids.length === 0);
  const laneOf = (window: LaneWindow) => ({
    lane: window.lane,
    ids: window.ids,
    shell: renderer.shell(locale, view, window),
  });
  const shownIn = (all: readonly LaneWindow[]) => all.filter(isShown);

  return {
    streams,
    /** What a board that has just come is told: all of it, and the lines that it can't have yet. */
    greet(board: Board, since: number): Message {
      windows = windowOf(view, board.inOrder);
      const shown = shownIn(windows);
      const lines = shown.flatMap(({ ids }) =>
        ids.map((id) => {
          const held = board.byId.get(id)!;
          const { version, changedAt } = held;
          return changedAt > since
            ? { id, version, html: renderer.line(locale, held) }
            : { id, version };
        }),
      );
      const ways = renderer.ways(locale, view, windows);
      const nothing = renderer.nothing(locale, view);
      return { all: true, lanes: shown.map(laneOf), lines, ways, nothing };
    },
    /** What changes on these boards; null where nothing does. */
    tell(board: Board, steps: ReadonlyMap<string, Step>): Message | null {
      const concerned = [...steps.values()].some(
        ({ before, after }) =>
          (before && holds(view, before)) || (after && holds(view, after)) || false,
      );
      if (!concerned) return null;
      const former = windows;
      windows = windowOf(view, board.inOrder);
      const before = new Map(former.map((window) => [window.lane, window]));
      const changed = windows.filter((window) => {
        const was = before.get(window.lane);
        return !was || signature(was) !== signature(window);
      });
      const left = former.filter(({ lane }) => !windows.some((window) => window.lane === lane));
      const had = new Set(former.flatMap(({ ids }) => ids));
      const lines = windows
        .flatMap(({ ids }) => ids)
        .filter((id) => !had.has(id) || steps.has(id))
        .map((id) => {
          const held = board.byId.get(id)!;
          const change = steps.get(id)?.change;
          const html = renderer.line(locale, held);
          const by = change ? { by: renderer.by(locale, change) } : {};
          return Object.assign({ id, version: held.version, html }, by);
        });
      const isSame = changed.length === 0 && left.length === 0;
      if (isSame && lines.length === 0) return null;
      const lanes = [
        ...shownIn(changed).map(laneOf),
        ...left.map(({ lane }) => ({ lane, ids: [], shell: "" })),
      ];
      const ways = isSame ? null : renderer.ways(locale, view, windows);
      const nothing = renderer.nothing(locale, view);
      return { all: false, lanes, lines, ways, nothing };
    },
  };
}

export type Group = ReturnType<typeof makeGroup>;
