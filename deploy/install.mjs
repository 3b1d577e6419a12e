import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs what the lock file names, unless just that is installed; offline that is nothing. */
export function install() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const mark = join(root, "node_modules", ".installed-lock");
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  const { status } = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) {
    console.error("naaber: the packages could not be installed; is the npm registry in reach?");
    process.exit(status ?? 1);
  }
  writeFileSync(mark, lock);
}

// `node deploy/install.mjs` alone installs, so that what needs the packages can be run after it.
if (process.argv[1] === fileURLToPath(import.meta.url)) install();
