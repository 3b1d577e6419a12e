// `npm start`: installs what is missing, builds what has changed, and serves.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { install, root } from "./install.mjs";

install();
build();
process.env.NODE_ENV = "production";
const server = await import(pathToFileURL(join(root, "build/server/index.js")).href);
await server.entry.module.start(server, root);

function build() {
  const hash = createHash("sha256");
  const sources = [
    "app",
    "drizzle",
    "public",
    "package-lock.json",
    "remix.config.js",
    "vite.config.ts",
  ];
  if (process.env.NAABER_BENCH) hash.update("bench");
  for (const path of sources.flatMap(filesBelow)) hash.update(path).update(readFileSync(path));
  const digest = hash.digest("hex");
  const mark = join(root, "build", ".built-from");
  if (existsSync(mark) && readFileSync(mark, "utf8") === digest) return;
  const { status } = spawnSync("npx", ["--no-install", "remix", "vite:build"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(mark, digest);
}

function filesBelow(name) {
  const path = join(root, name);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((child) => filesBelow(join(name, child)));
}
