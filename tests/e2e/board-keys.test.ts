import type { Page } from "@playwright/test";
import { askForHelp, expect, expectAccessible, signIn, test } from "./naaber";

const mark = (page: Page) => page.evaluate(() => Object.assign(window, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => "marked" in window);
const sheet = (page: Page) => page.locator("#sheet");

test("thirty requests are read by the keyboard alone, one key each, without a page load", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  const district = "zaliznychnyi";
  for (let number = 1; number <= 30; number++) await askForHelp(baseURL!, number, { district });
  await page.goto(`/board?lane=read&district=${district}`);
  await mark(page);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toBeVisible();
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  for (let read = 0; read < 30; read++) {
    const here = page.url();
    // Where the guess was wrong, a key for the right one comes before.
    if (read % 10 === 5) {
      await press("1");
      await expect(sheet(page).getByRole("radio", { name: "Danger to life" })).toBeChecked();
    }
    await press("Enter");
    await expect(page).not.toHaveURL(here);
    await expect(sheet(page).getByRole("radio").first()).toBeVisible();
  }
  expect(keys).toBe(33);
  expect(await isMarked(page)).toBe(true);
  await expectAccessible(page);
});

test("two people are sent by five keys from the request's own sheet", async ({ open }) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board?lane=send");
  await page.locator("a.line-link").last().click();
  await expect(sheet(page)).toBeVisible();
  await mark(page);
  await page.keyboard.press("a");
  const boxes = sheet(page).locator("[data-arrows] input:not(:disabled)");
  await expect(boxes.first()).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(sheet(page).getByText("asked").first()).toBeVisible();
  expect(await isMarked(page)).toBe(true);
});

test("whom to send is filtered as one types, by keys and without a script; who is ticked stays", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board?lane=send");
  await page.locator("a.line-link").last().click();
  await expect(sheet(page)).toBeVisible();
  await page.keyboard.press("a");
  const lines = sheet(page).locator(".candidates > li:visible");
  const box = sheet(page).locator("[data-arrows] input:not(:disabled)");
  await expect(box.first()).toBeFocused();
  const first = await sheet(page).locator(".candidate b").first().innerText();
  const last = await sheet(page).locator("li:has(input:enabled) .candidate b").last().innerText();
  expect(await sheet(page).locator('.candidates a[href^="tel:"]').count()).toBeGreaterThan(0);
  await page.keyboard.press("Space");
  await page.keyboard.press("/");
  const field = sheet(page).getByLabel("Name, skill, district or language");
  await expect(field).toBeFocused();
  await page.keyboard.type(last.toUpperCase());
  await expect(lines).toHaveCount(2);
  await expect(sheet(page).getByText("In this list: 2")).toBeVisible();
  await expectAccessible(page);
  // Nothing is sent from the field.
  await page.keyboard.press("Enter");
  await expect(lines.first().getByRole("checkbox")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(lines.last().getByRole("checkbox")).toBeFocused();
  await page.keyboard.press("Space");
  await field.fill("no such person");
  await expect(lines).toHaveCount(2);
  await sheet(page).getByLabel("Why them anyway?").fill("They know the house");
  await sheet(page).getByRole("button", { name: "Search beyond this list" }).click();
  await expect(sheet(page).locator(".candidates > li")).toHaveCount(2);
  for (const name of [first, last])
    await expect(sheet(page).getByRole("checkbox", { name })).toBeChecked();
  const isAsItWas = async () => {
    await expect(sheet(page).locator(".candidates > li")).toHaveCount(2);
    for (const name of [first, last])
      await expect(sheet(page).getByRole("checkbox", { name })).toBeChecked();
    await expect(field).toHaveValue("no such person");
    await expect(sheet(page).getByLabel("Why them anyway?")).toHaveValue("They know the house");
  };
  await isAsItWas();
  // The words are in no address, and still there when the page is loaded again or come back to.
  const addressed = page.url();
  expect(addressed).not.toMatch(/word|house/);
  await page.reload();
  await isAsItWas();
  await sheet(page).getByRole("link", { name: "Back" }).click();
  await expect(sheet(page).locator(".candidates")).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(addressed);
  await isAsItWas();
  // Whoever signs in here after a session that has ended finds no words of who was there before.
  await page.evaluate(() => {
    const kept = sessionStorage.getItem("whom-to-send")!;
    sessionStorage.setItem("whom-to-send", kept.replace(/"reader","[^"]+"/, '"reader","another"'));
  });
  await page.reload();
  await expect(field).toHaveValue("no such person");
  await expect(sheet(page).getByLabel("Why them anyway?")).toHaveValue("");
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).not.toHaveURL(/board/);
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);

  const { page: plain } = await open("coordinator", { script: false });
  await signIn(plain, "admin");
  await plain.goto(new URL(addressed).pathname);
  const all = sheet(plain).locator(".candidates > li");
  const before = await all.count();
  await sheet(plain).getByRole("checkbox", { name: first }).check();
  await sheet(plain).getByLabel("Why them anyway?").fill("They know the house");
  await sheet(plain).getByLabel("Name, skill, district or language").fill(last);
  await plain.keyboard.press("Enter");
  await expect(all).toHaveCount(2);
  await expect(plain).toHaveURL(/candidates$/);
  await expect(sheet(plain).getByLabel("Why them anyway?")).toHaveValue("They know the house");
  expect(before).toBeGreaterThan(2);
  await expect(sheet(plain).getByRole("checkbox", { name: first })).toBeChecked();
  await expect(sheet(plain).getByRole("checkbox", { name: last })).not.toBeChecked();
});

test("a wrong guess of the kind costs two keys more, and the way through the unread ones is told", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "hanna");
  const district = "frankivskyi";
  for (let number = 61; number <= 66; number++) await askForHelp(baseURL!, number, { district });
  await page.goto(`/board?lane=read&district=${district}`);
  await mark(page);
  await page.locator("a.line-link").first().click();
  await expect(sheet(page).getByRole("button", { name: "Save and open next" })).toBeVisible();
  const pace = sheet(page).locator(".pace");
  const readOne = async (...keys: string[]) => {
    const here = page.url();
    for (const key of keys) await page.keyboard.press(key);
    await expect(page).not.toHaveURL(here);
    await expect(sheet(page).getByRole("radio").first()).toBeVisible();
  };
  await readOne("Enter");
  await readOne("Enter");
  await readOne("k", "t", "Enter");
  await expect(page.getByText("Saved: Transport")).toBeVisible();
  // From the third on; what hanna reads in another journey meanwhile counts as well.
  await expect(pace).toHaveText(/^\d+ of \d+, \d+\ss each, about .+ left$/);
  await page.keyboard.press("e");
  await expect(sheet(page).getByLabel("District")).toBeFocused();
  await page.keyboard.press("Escape");
  expect(await isMarked(page)).toBe(true);
});

test("Ctrl+K finds pages and requests over any page, also on a Ukrainian keyboard, and its page does without script", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await askForHelp(baseURL!, 77);
  await page.goto("/board");
  await mark(page);
  const palette = page.getByRole("dialog");
  const input = palette.getByRole("searchbox");
  await page.keyboard.press("Control+k");
  await expect(input).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(palette).toHaveCount(0);

  // Where K is, a Ukrainian keyboard has another letter.
  await page
    .locator("body")
    .dispatchEvent("keydown", { code: "KeyK", key: "л", ctrlKey: true, bubbles: true });
  await input.fill("flat 77");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText("Water for flat 77");
  await expect(palette).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await input.fill("plan");
  await expect(palette.getByRole("link", { name: "Search people" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(palette.getByRole("link").first()).toBeFocused();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await input.fill("take a call");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/board\/requests\/new$/);
  expect(await isMarked(page)).toBe(true);

  const plain = await page.request.get("/board/find?q=flat%2077");
  expect(await plain.text()).toMatch(/href="\/board\/requests\/[0-9a-f-]{36}"/);
});

test("somebody who said yes on the phone, a group of the list and a note are a key away", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board");
  await page.keyboard.press("g");
  await page.keyboard.press("4");
  await expect(page.locator("#lane-send a.line-link").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toBeVisible();
  await page.keyboard.press("w");
  await expect(sheet(page).getByRole("textbox", { name: "Note" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("a");
  await expect(sheet(page).locator("[data-arrows] input:not(:disabled)").first()).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+Enter");
  await expect(sheet(page).getByText("said yes").first()).toBeVisible();
  // Whoever said yes is free again for the tests of plans.
  const [request] = /^\/board\/requests\/[^/]+/.exec(new URL(page.url()).pathname)!;
  await page.goto(`${request}/cancellations`);
  await sheet(page).getByRole("radio").first().check();
  await sheet(page).locator("form.panel button.danger").click();
  await expect(sheet(page).getByText("Cancelled").first()).toBeVisible();
});

test("a coordinator asks to come back to a request, with script and without", async ({ open }) => {
  const { page } = await open("coordinator", { script: false });
  await signIn(page, "admin");
  await page.goto("/board?lane=send");
  await page.locator("a.line-link").first().click();
  await sheet(page).getByText("Come back to this later").click();
  await sheet(page).getByLabel("Or at").fill("half past five");
  await sheet(page).getByRole("button", { name: "Remind us" }).click();
  await expect(page.getByRole("alert")).toContainText("Type a time like 05:00.");
  await sheet(page).getByText("Come back to this later").click();
  await sheet(page).getByLabel("Or at").fill("5.30");
  await sheet(page).getByRole("button", { name: "Remind us" }).click();
  await expect(sheet(page).getByText(/Come back at .*05:30/)).toBeVisible();
  await sheet(page).getByRole("button", { name: "Done" }).click();
  await expect(sheet(page).getByText("Come back to this later")).toBeVisible();

  const { page: live } = await open("coordinator");
  await signIn(live, "admin");
  await live.goto(new URL(page.url()).pathname);
  await sheet(live).getByText("Come back to this later").click();
  await sheet(live).getByLabel("In", { exact: true }).selectOption("10");
  await sheet(live).getByRole("button", { name: "Remind us" }).click();
  await expect(sheet(live).getByText("Change when to come back")).toBeVisible();
  await expectAccessible(live);
});

test("a soft tone says that danger to life came in, once it is switched on", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board/keys");
  const tone = page.getByLabel("Play a soft tone");
  await expect(tone).not.toBeChecked();
  await page.evaluate(() =>
    document.addEventListener("board:tone", () => document.body.setAttribute("data-tone", "yes")),
  );
  await tone.check();
  await expect(page.locator("body")).toHaveAttribute("data-tone", "yes");
  await page.goto("/board");
  await expect(page.locator("live-board output")).not.toBeEmpty();
  await page.evaluate(() =>
    document.addEventListener("board:tone", () => document.body.setAttribute("data-tone", "yes")),
  );
  await page.locator("h1").first().click();
  const waiting = page.locator("#lane-read h2 .count");
  const before = await waiting.innerText();
  await askForHelp(baseURL!, 77);
  await expect(waiting).not.toHaveText(before);
  await expect(page.locator("body")).not.toHaveAttribute("data-tone", "yes");
  await askForHelp(baseURL!, 78, { details: "He is not breathing" });
  await expect(page.locator("body")).toHaveAttribute("data-tone", "yes");
});

test("P calls whoever the open request is about", async ({ open }) => {
  const { page } = await open("coordinator");
  await signIn(page, "hanna");
  await page.goto("/board?lane=send");
  await page.locator("a.line-link").first().click();
  const phone = sheet(page).locator('a[href^="tel:"]').first();
  await phone.evaluate((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.title = (link as HTMLAnchorElement).href;
    }),
  );
  await page.keyboard.press("p");
  await expect(page).toHaveTitle((await phone.getAttribute("href"))!);
});
