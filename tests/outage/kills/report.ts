import type { Killer } from "./killing";
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
    noteAll(judged: Judgement): Judgement {
      this.note("lost", judged.lost);
      this.note("doubled", judged.doubled);
      this.note("half done", judged.broken);
      this.note("mail", judged.mail);
      return judged;
    },
    count: (kind: string) => [...faults.values()].filter((one) => one.kind === kind).length,
    all: () => [...faults.values()],
  };
}
export type Faults = ReturnType<typeof makeFaults>;

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const row = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;

/** What was killed and what came of it, as Markdown. */
export function reportOf(
  { waits }: Pick<Killer, "waits">,
  tally: Tally,
  faults: Faults,
  { mailsOrdered, mailsAgain }: Pick<Judgement, "mailsOrdered" | "mailsAgain">,
): string {
  const lines = [...tally.lines()];
  const sum = (of: "acknowledged" | "refused" | "unknown") =>
    lines.reduce((all, [, line]) => all + line[of], 0);
  const outcome = [
    ["changes acknowledged", sum("acknowledged")],
    ["acknowledged changes lost", faults.count("lost")],
    ["changes that are there and nobody asked for, or more often", faults.count("doubled")],
    ["promises of the domain broken, changes half done", faults.count("half done")],
    ["mails ordered", mailsOrdered],
    ["mails not ordered just once, or not delivered", faults.count("mail")],
    ["mails delivered more than once", mailsAgain],
    ["processes that ended without being killed", faults.count("ended by itself")],
    ["other faults", faults.count("other")],
    ["slowest answer", seconds(tally.longest())],
  ] as const;
  const forms = lines.map(([name, line]) =>
    row([
      name,
      line.acknowledged,
      line.refused,
      line.unknown,
      [...line.said].map(([what, times]) => `${what} × ${times}`).join(", "),
    ]),
  );
  const kills = [...waits].map(([target, times]) => {
    const sorted = [...times].sort((a, b) => a - b);
    const share = (of: number) => seconds(sorted[Math.floor((sorted.length - 1) * of)]!);
    return row([target, times.length, share(0.5), share(0.95), share(1)]);
  });
  return [
    row(["killed", "times", "acknowledged again within: half", "95 of 100", "all"]),
    row(["---", "--:", "--:", "--:", "--:"]),
    ...kills,
    "",
    row(["outcome", ""]),
    row(["---", "--:"]),
    ...outcome.map(([name, value]) => row([name, value])),
    "",
    row(["form", "acknowledged", "refused", "unknown", "answers"]),
    row(["---", "--:", "--:", "--:", "---"]),
    ...forms,
  ].join("\n");
}
