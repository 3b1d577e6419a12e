import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "../..");

/** What keys are derived from in a program that is no demo. */
export const SECRET = "for-tests-only-".repeat(3);

/** Of what the program says; what is older is forgotten. */
const MOST_LINES = 20_000;

type Exit = { code: number | null; signal: NodeJS.Signals | null };
type Options = {
  /** Keeps what the program says on its error output among its lines, instead of showing it. */
  quiet?: boolean;
};

/** The real program as its own process, on a port of its own; it may not serve yet, or never. */
export function launch(settings: Record<string, string>, { quiet = false }: Options = {}) {
  const demo = settings.DEMO ? settings.DEMO === "yes" : !settings.DATABASE_URL;
  const publicUrl = demo ? {} : { PUBLIC_URL: "https://naaber.example", SECRET: SECRET };
  const child = spawn(process.execPath, [join(root, "deploy/start.mjs")], {
    env: { ...process.env, PORT: "0", ...publicUrl, ...settings },
    stdio: ["ignore", "pipe", quiet ? "pipe" : "inherit"],
  });
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
    void exited.then(() => failed(new Error("the program ended before it served")));
  });
  // Whoever does not wait for it does not mind.
  serves.catch(() => {});
  return {
    pid: child.pid!,
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
}

/** The same, once it serves. */
export async function serve(settings: Record<string, string>, options: Options = {}) {
  const program = launch(settings, options);
  return { ...program, base: await program.serves };
}

export type Program = Awaited<ReturnType<typeof serve>>;
