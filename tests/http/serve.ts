import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "../..");

/** What keys are derived from in a program that is no demo. */
export const SECRET = "for-tests-only-".repeat(3);

/** The real program as its own process, on a port of its own, once it serves. */
export async function serve(settings: Record<string, string>) {
  const demo = settings.DEMO ? settings.DEMO === "yes" : !settings.DATABASE_URL;
  const publicUrl = demo ? {} : { PUBLIC_URL: "https://naaber.example", SECRET: SECRET };
  const child: ChildProcess = spawn(process.execPath, [join(root, "deploy/start.mjs")], {
    env: { ...process.env, PORT: "0", ...publicUrl, ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    const port = /"port":(\d+)/.exec(line)?.[1];
    if (port)
      return {
        base: `http://localhost:${port}`,
        pid: child.pid!,
        end: (signal: NodeJS.Signals) => end(child, signal),
      };
  }
  throw new Error("the program ended before it served");
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, "exit");
  child.kill(signal);
  const [code] = await exited;
  return code as number | null;
}
