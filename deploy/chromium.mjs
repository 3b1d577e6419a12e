import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { installFromDebian } from "./debian.mjs";
import { root } from "./install.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A Chromium for the browser tests: the system's, else Debian's as root, else Playwright's own (null: it knows where). */
export function findChromium() {
  const found = onPath();
  if (found) return found;
  installFromDebian("chromium");
  const installed = onPath();
  if (installed) return installed;
  const { status } = spawnSync("npx", ["--no-install", "playwright", "install", "chromium"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0)
    console.error("naaber: no Chromium on this machine, and none could be installed");
  return null;
}

function onPath() {
  for (const name of NAMES)
    for (const folder of (process.env.PATH ?? "").split(":"))
      if (folder && existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
  return null;
}
