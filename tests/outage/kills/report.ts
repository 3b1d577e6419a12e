import type { Repeat } from "./arrivals";
import type { Killer, Target } from "./killing";
import type { Judgement } from "./rest";
import type { Tally } from "./tally";

export type Fault = { kind: string; told: string };

/** Faults by what they are; the same one found at several rests counts once. */
export function makeFaults() {
  const faults = new Map<string, Fault>();
  return {
    note(kind: string, told: readonly string[]) {
      for (const one of told) faults.set(`${kind} ${one}`, { kind, told: one });
    },
    noteAll(judged: Judgement) {
      this.note("lost", judged.lost);
      this.note("doubled", judged.doubled);
      this.note("half done", judged.broken);
      this.note("unsent", judged.unsent);
      this.note("stray", judged.strays);
    },
    count: (kind: string) => [...faults.values()].filter((one) => one.kind === kind).length,
    all: () => [...faults.values()],
  };
}
export type Faults = ReturnType<typeof makeFaults>;

/** Milliseconds: so long before a kill is noted may a sink have seen the message. */
const BEFORE = 500;

/** What was killed between two arrivals of a message; null where nothing was, so that nothing explains the second. */
export const causeOf = ({ first, again }: Repeat, kills: Killer["kills"]): Target | null =>
  kills.find(({ at }) => at > first - BEFORE && at < again)?.target ?? null;

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const percent = (part: number, whole: number) =>
  whole === 0 ? "–" : `${((100 * part) / whole).toFixed(2)} %`;
const row = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;

/** Of all messages, so many may come more than once, where there were kills enough for a share. */
const MOST_AGAIN = 0.01;
const ENOUGH_KILLS = 50;

/** What is wrong with what came more than once. */
export function judgeRepeats(arrivals: Judgement["arrivals"], kills: Killer["kills"]): string[] {
  const all = Object.values(arrivals);
  const repeats = all.flatMap((one) => one.repeats);
  const total = all.reduce((sum, { ordered }) => sum + ordered, 0);
  const wrong = repeats
    .filter((repeat) => causeOf(repeat, kills) === null)
    .map(({ id }) => `message ${id} came again, and nothing was killed meanwhile`);
  if (kills.length >= ENOUGH_KILLS && repeats.length > MOST_AGAIN * total)
    wrong.push(`${percent(repeats.length, total)} of all messages came again`);
  return wrong;
}

/** What was killed and what came of it, as Markdown. */
export function reportOf(
  { waits, kills }: Pick<Killer, "waits" | "kills">,
  tally: Tally,
  faults: Faults,
  arrivals: Judgement["arrivals"],
): string {
  const lines = [...tally.lines()];
  const sum = (of: "acknowledged" | "refused" | "unknown") =>
    lines.reduce((all, [, line]) => all + line[of], 0);
  const outcome = [
    ["changes acknowledged", sum("acknowledged")],
    ["acknowledged changes lost", faults.count("lost")],
    ["changes that are there and nobody asked for, or more often", faults.count("doubled")],
    ["promises of the domain broken, changes half done", faults.count("half done")],
    ["messages not ordered just once, or not delivered", faults.count("unsent")],
    ["messages that no committed change called for", faults.count("stray")],
    ["processes that ended without being killed", faults.count("ended by itself")],
    ["other faults", faults.count("other")],
    ["slowest answer", seconds(tally.longest())],
  ] as const;
  const all = Object.values(arrivals);
  const total = all.reduce((sum, { ordered }) => sum + ordered, 0);
  const repeats = all.flatMap((one) => one.repeats);
  const again = repeats.map((repeat) => causeOf(repeat, kills));
  const messages = Object.entries(arrivals).map(([channel, of]) =>
    row([channel, of.ordered, of.repeats.length, percent(of.repeats.length, of.ordered)]),
  );
  const forms = lines.map(([name, line]) =>
    row([
      name,
      line.acknowledged,
      line.refused,
      line.unknown,
      [...line.said].map(([what, times]) => `${what} × ${times}`).join(", "),
    ]),
  );
  const targets = [...waits].map(([target, times]) => {
    const sorted = [...times].sort((a, b) => a - b);
    const share = (of: number) => seconds(sorted[Math.floor((sorted.length - 1) * of)]!);
    const repeated = again.filter((cause) => cause === target).length;
    return row([target, times.length, share(0.5), share(0.95), share(1), repeated]);
  });
  return [
    row([
      "killed",
      "times",
      "acknowledged again within: half",
      "95 of 100",
      "all",
      "messages repeated",
    ]),
    row(["---", "--:", "--:", "--:", "--:", "--:"]),
    ...targets,
    "",
    row(["outcome", ""]),
    row(["---", "--:"]),
    ...outcome.map(([name, value]) => row([name, value])),
    "",
    row(["messages", "ordered and delivered", "delivered again", "share"]),
    row(["---", "--:", "--:", "--:"]),
    ...messages,
    row(["all", total, repeats.length, percent(repeats.length, total)]),
    "",
    row(["form", "acknowledged", "refused", "unknown", "answers"]),
    row(["---", "--:", "--:", "--:", "---"]),
    ...forms,
  ].join("\n");
}
