import { createInterface } from "node:readline";
import { launch } from "../http/serve";
import type { Defer } from "./cleanup";

/** Of what a program says; what is older is forgotten. */
const MOST_LINES = 20_000;

export type Exit = { code: number | null; signal: NodeJS.Signals | null };
export type Settings = Record<string, string>;

/** The real program as its own process, which may not serve yet, or never; it is killed when the scenario ends. */
export function launchProgram(defer: Defer, settings: Settings) {
  const child = launch(settings, "pipe");
  const lines: string[] = [];
  let exit: Exit | null = null;
  const exited = new Promise<Exit>((resolve) =>
    child.once("exit", (code, signal) => {
      exit = { code, signal };
      resolve(exit);
    }),
  );
  const serves = new Promise<string>((found, failed) => {
    const hear = (line: string) => {
      if (lines.push(line) > MOST_LINES) lines.splice(0, MOST_LINES / 2);
      const port = /"port":(\d+)/.exec(line)?.[1];
      if (port) found(`http://localhost:${port}`);
    };
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on("line", hear);
    void exited.then(({ code, signal }) => {
      const last = lines.slice(-5).join("\n");
      failed(new Error(`a program ended (${signal ?? code}) before it served:\n${last}`));
    });
  });
  // Whoever does not wait for it does not mind.
  serves.catch(() => {});
  const program = {
    lines,
    serves,
    exited,
    /** How it ended; null while it runs. */
    exit: () => exit,
    /** Sends the signal and waits for the end; its exit code. */
    async end(signal: NodeJS.Signals): Promise<number | null> {
      child.kill(signal);
      return (await exited).code;
    },
  };
  defer(() => (exit ? null : program.end("SIGKILL")));
  return program;
}

export type Launched = ReturnType<typeof launchProgram>;
export type Program = Launched & { base: string };

/** The same, once it serves. */
export const whenItServes = async (program: Launched): Promise<Program> => ({
  ...program,
  base: await program.serves,
});

/** Starts so many together, and waits until all of them serve. */
export const startPrograms = (defer: Defer, count: number, settings: Settings) =>
  Promise.all(Array.from({ length: count }, () => whenItServes(launchProgram(defer, settings))));
