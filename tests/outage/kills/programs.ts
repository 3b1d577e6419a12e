import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { SECRET } from "../../http/serve";
import type { Defer } from "../cleanup";

const root = resolve(import.meta.dirname, "../../..");
const MOST_LINES = 200;

/** A process of the program that is started again at once, whoever ended it. */
export type Kept = {
  /** Where it serves; null while it does not. */
  base: () => string | null;
  kill: () => Promise<void>;
  /** How it ended without being killed, and what it said last. */
  ownEnds: { how: string; lines: string[] }[];
  /** How often it said what, of what it says as a fault. */
  complaints: Map<string, number>;
  stop: () => Promise<void>;
};

/** Keeps one process of the program running until the end. */
export function keepRunning(defer: Defer, settings: Record<string, string>): Kept {
  const ownEnds: Kept["ownEnds"] = [];
  const complaints: Kept["complaints"] = new Map();
  let base: string | null = null;
  let stopping = false;
  let child: ChildProcess;
  const killed = new WeakSet<ChildProcess>();

  function begin() {
    const started = spawn(process.execPath, [join(root, "deploy/start.mjs")], {
      env: {
        ...process.env,
        PORT: "0",
        DEMO: "no",
        PUBLIC_URL: "https://naaber.example",
        SECRET,
        // Each notice is a mail of its own, at once.
        GATHER_SECONDS: "0",
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    const lines: string[] = [];
    for (const stream of [started.stdout, started.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        if (lines.length > MOST_LINES) lines.shift();
        const complaint = complaintOf(line);
        if (complaint) complaints.set(complaint, (complaints.get(complaint) ?? 0) + 1);
        const port = /"port":(\d+)/.exec(line)?.[1];
        if (port && !killed.has(started)) base = `http://127.0.0.1:${port}`;
      });
    started.once("exit", (code, signal) => {
      base = null;
      if (stopping) return;
      if (!killed.has(started))
        ownEnds.push({ how: String(signal ?? code), lines: lines.slice(-10) });
      begin();
    });
  }
  begin();

  async function end(signal: NodeJS.Signals) {
    const ending = child;
    if (ending.exitCode !== null || ending.signalCode !== null) return;
    killed.add(ending);
    base = null;
    const exited = once(ending, "exit");
    ending.kill(signal);
    await exited;
  }

  async function stop() {
    stopping = true;
    await end("SIGKILL");
  }
  defer(stop);
  return { base: () => base, kill: () => end("SIGKILL"), ownEnds, complaints, stop };
}

/** What a line of the log says, if it says that something went wrong; without what differs each time. */
function complaintOf(line: string): string | null {
  try {
    const { level, msg, job, fault } = JSON.parse(line);
    if (level !== "error" && level !== "fatal" && !(level >= 50)) return null;
    const what = [job, fault?.name, fault?.code, fault?.message].filter(Boolean).join(" ");
    return what ? `${msg}: ${what}` : String(msg);
  } catch {
    // Not of the log: Node's own words, or the line with which the start gives up. Frames and fields are indented.
    return /^[^\s}]/.test(line) ? line : null;
  }
}

/** What the processes complained of, the most frequent first. */
export function complaintsOf(programs: readonly Kept[]): string[] {
  const all = new Map<string, number>();
  for (const { complaints } of programs)
    for (const [what, times] of complaints) all.set(what, (all.get(what) ?? 0) + times);
  return [...all]
    .sort(([, a], [, b]) => b - a)
    .map(([what, times]) => `the program said ${times} times: ${what}`);
}
