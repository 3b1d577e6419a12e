// `npm run pictures [-- NAME …]`: makes the pictures of docs/pictures anew, all or those named, from the demos of both cities.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { DEMO_DOMAIN, DEMO_PASSWORD } from "../app/accounts/queries/own.server";
import { FALLBACK_LOCALE, type Locale } from "../app/platform/types";
import lviv from "../drizzle/seed/cities/lviv.json" with { type: "json" };
import tallinn from "../drizzle/seed/cities/tallinn.json" with { type: "json" };
import { serve } from "../tests/http/serve";
import { findChromium, installChromium } from "./chromium.mjs";

type Picture = {
  city: "tallinn" | "lviv";
  /** Default: the city's own language. */
  lang?: Locale;
  path: string;
  /** Somebody of the demo who signs in. */
  who?: string;
  /** Of a list, the page of the first line that this finds. */
  first?: string;
  wide?: true;
};

const PICTURES: Record<string, Picture> = {
  home: { city: "tallinn", path: "/" },
  help: { city: "lviv", path: "/help" },
  track: { city: "lviv", path: "/track" },
  task: { city: "lviv", path: "/tasks", who: "taras", first: ".task-rows a" },
  shifts: { city: "lviv", path: "/shifts", who: "taras" },
  offers: { city: "lviv", path: "/offers", who: "bohdan" },
  board: { city: "lviv", lang: FALLBACK_LOCALE, path: "/board", who: "hanna", wide: true },
  "board-phone": { city: "lviv", lang: FALLBACK_LOCALE, path: "/board", who: "hanna" },
};

const CITIES = { tallinn, lviv };
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1440, height: 900 };
const folder = resolve(import.meta.dirname, "../docs/pictures");

async function signIn(page: Page, who: string) {
  await page.goto("/sign-in");
  await page.fill("[name=login]", `${who}${DEMO_DOMAIN}`);
  await page.fill("[name=password]", DEMO_PASSWORD);
  await page.click(".btn.primary");
  await page.waitForURL((url) => !/^\/(sign-in|start)/.test(url.pathname));
}

async function take(browser: Browser, base: string, name: string, picture: Picture) {
  const { city, lang = CITIES[city].locales[0], path, who, first, wide } = picture;
  const page = await browser.newPage({ baseURL: base, viewport: wide ? DESK : PHONE });
  if (who) await signIn(page, who);
  await page.goto(`${path}?lang=${lang}`);
  if (first) await page.locator(first).first().click();
  // A live board always has something on its way: what counts is that the page is there.
  await page.waitForLoadState("load");
  await page.locator("[aria-busy]").waitFor({ state: "detached" });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
  await page.close();
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PICTURES));
if (unknown.length > 0) {
  console.error(`naaber: no picture is called ${unknown.join(", ")}`);
  process.exit(1);
}
const chosen = Object.entries(PICTURES).filter(
  ([name]) => wanted.length === 0 || wanted.includes(name),
);
mkdirSync(folder, { recursive: true });
installChromium();
const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
for (const city of new Set(chosen.map(([, picture]) => picture.city))) {
  const data = mkdtempSync(join(tmpdir(), "naaber-pictures-"));
  const program = await serve({ CITY: city, DATA_FOLDER: join(data, "data") });
  for (const [name, picture] of chosen)
    if (picture.city === city) await take(browser, program.base, name, picture);
  await program.end("SIGTERM");
  rmSync(data, { recursive: true, force: true });
}
await browser.close();
