import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./install.mjs";

const SOURCES = [
  "app",
  "drizzle",
  "public",
  "package-lock.json",
  "remix.config.js",
  "vite.client.config.ts",
  "vite.config.ts",
  "vite.threads.config.ts",
];
const mark = join(root, "build", ".built-from");
const lock = join(root, "node_modules", ".building");

/** Builds what has changed; of several processes that start together one builds and the others wait. */
export function build() {
  const digest = digestOfSources();
  const isBuilt = () => existsSync(mark) && readFileSync(mark, "utf8") === digest;
  if (isBuilt()) return;
  takeLock();
  try {
    if (isBuilt()) return;
    const steps = [
      ["remix", "vite:build"],
      ["vite", "build", "--config", "vite.client.config.ts"],
      ["vite", "build", "--config", "vite.threads.config.ts"],
    ];
    for (const step of steps) {
      const { status } = spawnSync("npx", ["--no-install", ...step], {
        cwd: root,
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, NODE_ENV: "production" },
      });
      if (status !== 0) process.exitCode = status ?? 1;
      if (process.exitCode) break;
    }
    if (!process.exitCode) writeFileSync(mark, digest);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
  if (process.exitCode) process.exit();
}

function digestOfSources() {
  const hash = createHash("sha256");
  if (process.env.NAABER_BENCH) hash.update("bench");
  for (const name of SOURCES.flatMap(filesBelow))
    hash.update(name).update(readFileSync(join(root, name)));
  return hash.digest("hex");
}

/** Named from the root: what is built in one folder and moved to another is built. */
function filesBelow(name) {
  const path = join(root, name);
  if (!statSync(path).isDirectory()) return [name];
  return readdirSync(path)
    .filter((child) => !child.endsWith(".test.ts"))
    .sort()
    .flatMap((child) => filesBelow(join(name, child)));
}

/** A folder is made by one process only; one whose maker has died is taken away. */
function takeLock() {
  const holder = join(lock, "pid");
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(holder, String(process.pid));
      return;
    } catch (fault) {
      if (fault.code !== "EEXIST") throw fault;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    const pid = existsSync(holder) ? Number(readFileSync(holder, "utf8")) : 0;
    if (pid && !isAlive(pid)) rmSync(lock, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
