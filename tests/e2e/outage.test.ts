import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { serverFolder } from "../factories/server-folder";
import { serve } from "../http/serve";
import { expect, expectAccessible, test } from "./naaber";

/** A program of its own, whose database can be stopped without taking it from the others. */
async function ownProgram() {
  const folder = serverFolder("outage");
  const program = await serve({ CITY: "lviv", DATA_FOLDER: join(folder, "data") });
  const pids = () => {
    const [postmaster = ""] = readFileSync(join(folder, "data/data/postmaster.pid"), "utf8").split(
      "\n",
    );
    const children = execFileSync("ps", ["-o", "pid=", "--ppid", postmaster], { encoding: "utf8" });
    return [postmaster, ...children.split("\n")].map(Number).filter(Boolean);
  };
  const signal = (name: NodeJS.Signals) => {
    for (const pid of pids())
      try {
        process.kill(pid, name);
      } catch {
        // A backend may have ended since it was listed.
      }
  };
  return {
    base: program.base,
    pause: () => signal("SIGSTOP"),
    goOn: () => signal("SIGCONT"),
    async end() {
      signal("SIGCONT");
      await program.end("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test("a request that can't be saved is kept on the page, and sent again by the keyboard alone", async ({
  open,
}) => {
  const program = await ownProgram();
  try {
    for (const script of [false, true]) {
      const { page } = await open("resident", { script, locale: "uk-UA" });
      await page.goto(`${program.base}/help`);
      await page.getByLabel("Вода", { exact: false }).check();
      const words = `Вода на дев’ятий поверх, ліфт стоїть, ${script ? "двоє" : "троє"} дітей`;
      await page.getByRole("textbox", { name: "Своїми словами" }).fill(words);
      await page.getByLabel("Район", { exact: true }).selectOption("sykhivskyi");
      await page.getByLabel("Номер телефону", { exact: true }).fill("067 123 45 67");
      program.pause();
      await page.getByRole("button", { name: "Попросити про допомогу" }).press("Enter");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        "Зараз не вдається зберегти",
      );
      await expect(page.getByRole("textbox").nth(1)).toHaveValue(words);
      await expect(page.getByRole("link", { name: "112" })).toBeVisible();
      if (script) await expectAccessible(page);
      const again = page.getByRole("button", { name: "Надіслати ще раз" });
      await again.press("Enter");
      await expect(page.getByRole("textbox").nth(1)).toHaveValue(words);
      program.goOn();
      await expect
        .poll(async () => (await page.request.get(`${program.base}/readyz`)).status())
        .toBe(200);
      await again.press("Enter");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ми отримали ваш запит");
    }
  } finally {
    await program.end();
  }
});
