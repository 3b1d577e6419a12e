import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { installFromDebian } from "./debian.mjs";
import { root } from "./install.mjs";

// Made for machines without a screen: the same pages for two thirds of the processor's time, and no notifications.
const SHELL = ["chromium-headless-shell"];
const WHOLE = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The system's Chromium for looking at pages, or null: Playwright knows where its own is. */
export const findChromium = () => onPath([...SHELL, ...WHOLE]);

/** The system's whole Chromium, or null. */
export const findWholeChromium = () => onPath(WHOLE);

/** Installs what browser tests need and is not there: Debian's as root, else Playwright's own. */
export function installChromium() {
  const isThere = () => onPath(SHELL) && findWholeChromium();
  if (!isThere()) installFromDebian("chromium", "chromium-headless-shell");
  if (findWholeChromium()) return;
  const { status } = spawnSync("npx", ["--no-install", "playwright", "install", "chromium"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0)
    console.error("naaber: no Chromium on this machine, and none could be installed");
}

function onPath(names) {
  for (const name of names)
    for (const folder of (process.env.PATH ?? "").split(":"))
      if (folder && existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
  return null;
}
