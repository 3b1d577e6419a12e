import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { inject } from "vitest";

let bundled: Promise<string> | undefined;

/** All that `dying.ts` imports as one file: a process that lives for one statement should not read a thousand. */
async function bundle(): Promise<string> {
  const outDir = mkdtempSync(join(inject("folder"), "dying-"));
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: { ssr: join(import.meta.dirname, "dying.ts"), outDir, target: "node20" },
  });
  return join(outDir, "dying.js");
}

/**
 * Makes one change in a process of its own, which is killed before its n-th statement, or with 0 before its commit;
 * gives the signal, null for a natural end.
 */
export async function die(url: string, act: object, n: number): Promise<NodeJS.Signals | null> {
  bundled ??= bundle();
  const args = [await bundled, url, String(n), JSON.stringify(act)];
  const [, signal] = await once(spawn(process.execPath, args, { stdio: "inherit" }), "exit");
  return signal as NodeJS.Signals | null;
}
