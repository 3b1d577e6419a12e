import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { TEST_DATA_KEY } from "../factories/data-key";

const root = resolve(import.meta.dirname, "../..");

/** What keys are derived from in a program that is no demo. */
export const SECRET = "for-tests-only-".repeat(3);

/** The real program as its own process, as soon as it has been started; its complaints are shown, or left to the caller. */
export function launch(
  settings: Record<string, string>,
  complaints: "inherit" | "pipe" = "inherit",
): ChildProcess {
  const demo = settings.DEMO ? settings.DEMO === "yes" : !settings.DATABASE_URL;
  const publicUrl = demo ? {} : { PUBLIC_URL: "https://naaber.example", SECRET: SECRET };
  return spawn(process.execPath, [join(root, "deploy/start.mjs")], {
    env: {
      ...process.env,
      PORT: "0",
      DATA_KEY: TEST_DATA_KEY,
      GATHER_SECONDS: "0",
      ...publicUrl,
      ...settings,
    },
    stdio: ["ignore", "pipe", complaints],
  });
}

/** The first line of the program's log that matches. */
export async function logged(child: ChildProcess, line: RegExp): Promise<RegExpExecArray> {
  for await (const said of createInterface({ input: child.stdout! })) {
    const match = line.exec(said);
    if (!match) continue;
    // What it says from now on is read by nobody, and must not fill the pipe.
    child.stdout!.resume();
    return match;
  }
  throw new Error("the program ended before it served");
}

/** The real program on a port of its own, once it serves. */
export async function serve(settings: Record<string, string>) {
  const child = launch(settings);
  const [, port] = await logged(child, /"port":(\d+)/);
  return {
    base: `http://localhost:${port}`,
    pid: child.pid!,
    end: (signal: NodeJS.Signals) => end(child, signal),
  };
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, "exit");
  child.kill(signal);
  const [code] = await exited;
  return code as number | null;
}
