import type { Page } from "@playwright/test";
import { askForHelp, expect, expectAccessible, signIn, test } from "./naaber";

const sheet = (page: Page) => page.locator("#sheet");
const pane = (page: Page) => page.locator("#pane");
const marks = (page: Page) => page.locator(".map-at .map-mark");
const ready = (page: Page) => expect(page.locator(".leaflet-container")).toBeVisible();
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => "marked" in window);

test("the list and the map are one: a row marks its symbol, a symbol opens its sheet, and a press sets the point of a form", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "hanna");
  await page.goto("/board");
  await mark(page);
  expect(await page.locator('script[src*="board-map"]').count()).toBe(0);
  await page.keyboard.press("m");
  await expect(page).toHaveURL(/pane=map/);
  await ready(page);
  await expect(page.locator(".map-status")).toHaveText(/^As of \d\d:\d\d$/);
  await expectAccessible(page);

  // Lines come and go while others work: one that the map shows.
  const shown = page.locator("a.map-mark[href^='/board/requests/']").first();
  const href = (await shown.getAttribute("href"))!;
  const line = page.locator(`a.line-link[href="${href}"]`);
  await line.focus();
  await expect(page.locator(".map-mark.pointed")).toHaveCount(1);
  await line.blur();
  await expect(page.locator(".map-mark.pointed")).toHaveCount(0);
  await page.locator(`a.map-mark[href="${href}"]`).click();
  await expect(sheet(page)).toBeVisible();
  await expect(page.locator(".line[aria-current] > a")).toHaveAttribute("href", href);
  await expect(page.locator(".map-mark.current")).toHaveCount(1);
  await ready(page);
  expect(await isMarked(page)).toBe(true);
  await expectAccessible(page);

  const id = /requests\/([0-9a-f-]+)/.exec(href)![1];
  await page.goto(`/board/requests/${id}/triage?pane=map`);
  await ready(page);
  const point = sheet(page).locator('input[name="point"]');
  await expect(page.locator("[data-map-hint]")).toBeVisible();
  await page.locator(".map-canvas").click({ position: { x: 90, y: 90 } });
  await expect(point).toHaveValue(/^49\.\d{5}, 2[34]\.\d{5}$/);
  await expect(page.locator(".map-mark.pin")).toHaveCount(1);
});

test("requests around which a line is drawn are marked, and only they", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  // A kilometre apart, so that each is a symbol of its own.
  for (const [index, point] of [
    { lat: "49.8400", lon: "24.0180" },
    { lat: "49.8450", lon: "24.0350" },
    { lat: "49.8360", lon: "24.0420" },
  ].entries())
    await askForHelp(baseURL!, 91 + index, { district: "halytskyi", ...point });
  const list = "/board?lane=read&district=halytskyi&pane=map";
  await page.goto(list);
  await ready(page);
  const draw = pane(page).getByRole("button", { name: "Draw around requests" });
  const told = pane(page).getByRole("status").filter({ hasText: /line/ });
  const bar = page.getByRole("form", { name: "Several at once" });
  const box = (await page.locator(".map-canvas").boundingBox())!;
  const around = async (corners: [number, number][]) => {
    const [first, ...more] = corners.map(([x, y]) => [box.x + x, box.y + y] as const);
    await page.mouse.move(...first!);
    await page.mouse.down();
    for (const corner of more) await page.mouse.move(...corner);
    await page.mouse.up();
  };

  await draw.click();
  await expect(draw).toHaveAttribute("aria-pressed", "true");
  await expect(told).toHaveText("Draw a line around the requests. Escape stops.");
  await expectAccessible(page);
  // Escape ends the drawing and not the pane.
  await page.keyboard.press("Escape");
  await expect(draw).toHaveAttribute("aria-pressed", "false");
  await expect(pane(page)).toBeVisible();

  await draw.click();
  // A press alone is no line, and is no press on the map either.
  await page.mouse.click(box.x + 5, box.y + 5);
  await expect(draw).toHaveAttribute("aria-pressed", "true");
  await around([
    [2, 2],
    [6, 2],
    [6, 6],
    [2, 6],
  ]);
  await expect(told).toHaveText("There is no request with a known place inside the line.");
  await expect(bar).toBeHidden();

  // One symbol of them all, then everything.
  const one = page.locator("a.map-mark[href^='/board/requests/']:not(.about)").first();
  const at = (await one.boundingBox())!;
  const [x, y] = [at.x + at.width / 2 - box.x, at.y + at.height / 2 - box.y];
  await draw.click();
  await around([
    [x - 12, y - 12],
    [x + 12, y - 12],
    [x + 12, y + 12],
    [x - 12, y + 12],
  ]);
  await expect(draw).toHaveAttribute("aria-pressed", "false");
  await expect(bar.getByText(/^Marked: \d+$/)).toBeVisible();
  const few = Number(/\d+/.exec((await bar.getByText(/^Marked: \d+$/).textContent())!)![0]);
  const all = pane(page).getByRole("button", { name: /^Mark the \d+ on the map/ });
  const most = Number(/\d+/.exec((await all.textContent())!)![0]);
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(most);
  await draw.click();
  await around([
    [1, 1],
    [box.width - 1, 1],
    [box.width - 1, box.height - 1],
    [1, box.height - 1],
  ]);
  await expect(bar.getByText(`Marked: ${most}`)).toBeVisible();
  // Where the page was: nothing has been opened or moved by drawing.
  await expect(page).toHaveURL(`${baseURL}${list}`);

  // A map that is closed while one draws on it takes no key from what is there then.
  await draw.click();
  await pane(page).getByRole("link", { name: "Close" }).click();
  await expect(page.locator("board-map")).toHaveCount(0);
  const heard = () => page.evaluate(() => document.documentElement.dataset.heard);
  await page.evaluate(() => {
    window.addEventListener("keydown", ({ key }) => {
      document.documentElement.dataset.heard = key;
    });
  });
  await page.keyboard.press("Escape");
  expect(await heard()).toBe("Escape");
});

test("what the map shows is marked by one key and done together, also what is not on the list", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board?lane=send&pane=map");
  await ready(page);
  const button = pane(page).getByRole("button", { name: /^Mark the \d+ on the map/ });
  const count = Number(/\d+/.exec((await button.textContent())!)![0]);
  expect(count).toBeGreaterThan(1);
  // One that the list does not show, as beyond its last line.
  await page
    .locator(".line")
    .last()
    .evaluate((line) => line.remove());
  await expect(page.getByRole("form", { name: "Several at once" })).toBeHidden();
  await page.keyboard.press("l");
  const bar = page.getByRole("form", { name: "Several at once" });
  await expect(bar.getByText(`Marked: ${count}`)).toBeVisible();
  await expectAccessible(page);
  // Also those that stand on no line are let go.
  await bar.getByRole("button", { name: "Clear marks" }).click();
  await expect(bar).toBeHidden();
  await page.keyboard.press("l");
  await expect(bar.getByText(`Marked: ${count}`)).toBeVisible();
  await page.keyboard.press("t");
  await expect(page.getByRole("heading", { level: 1, name: "New task" })).toBeVisible();
  await expect(page.locator('input[name="request"]:checked')).toHaveCount(count);
});

test("people and things stand beside the list, by keys, on a desk and on a phone, by day and by night", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "hanna");
  await page.goto("/board");
  await page.locator("a.line-link").nth(3).click();
  await expect(sheet(page)).toBeVisible();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("href"));
  const before = (await focused())!.split("?")[0];
  for (const [key, name] of [
    ["v", "people"],
    ["b", "things"],
    ["m", "map"],
  ]) {
    await page.keyboard.press(key!);
    await expect(page).toHaveURL(new RegExp(`pane=${name}`));
    await expect(pane(page)).toBeVisible();
    expect((await focused())!.split("?")[0]).toBe(before);
    await page.emulateMedia({ colorScheme: name === "things" ? "dark" : "light" });
    await expectAccessible(page);
  }
  await page.keyboard.press("m");
  await expect(pane(page)).toHaveCount(0);
  await page.setViewportSize({ width: 1700, height: 950 });
  await page.keyboard.press("v");
  // Who is free is asked by other tests; somebody is there all the time.
  await pane(page)
    .getByRole("link", { name: /^There/ })
    .click();
  await expect(
    pane(page)
      .getByRole("link", { name: /^\+380/ })
      .first(),
  ).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/board");
  for (const name of ["Map", "People", "Things"]) {
    await page.getByRole("navigation", { name: "Pages of the board" }).getByText(name).click();
    await expect(pane(page)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name })).toBeAttached();
    await expectAccessible(page);
  }
  await page.getByRole("navigation", { name: "Pages of the board" }).getByText("Now").click();
  await expect(page.locator("a.line-link").first()).toBeVisible();
});

test("without JavaScript districts are drawn with their numbers, and the list stands", async ({
  open,
}) => {
  const { page } = await open("coordinator", { script: false });
  await signIn(page, "hanna");
  await page.goto("/board");
  await page.getByRole("link", { name: "Map", exact: true }).first().click();
  await expect(page.getByRole("img", { name: "Districts and what is in them" })).toBeVisible();
  await expect(pane(page).locator("tbody tr").first()).toBeVisible();
  await page.locator("a.line-link").first().click();
  await expect(sheet(page)).toBeVisible();
  await expect(pane(page)).toBeVisible();
});

test("a map that can't be kept up says since when", async ({ open }) => {
  const { page, context } = await open("coordinator");
  await signIn(page, "hanna");
  await page.clock.install();
  await page.goto("/board?pane=map");
  await ready(page);
  const count = await marks(page).count();
  expect(count).toBeGreaterThan(0);
  await context.setOffline(true);
  await page.clock.fastForward("00:10");
  await expect(page.locator(".map-status")).toHaveText(/^No connection since \d\d:\d\d/);
  expect(await marks(page).count()).toBe(count);
  await context.setOffline(false);
  await page.clock.fastForward("00:10");
  await expect(page.locator(".map-status")).toHaveText(/^As of/);
});

test("somebody is dragged from the list or the map onto a request: they are ticked, and nothing is sent before it is pressed", async ({
  open,
  baseURL,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "hanna");
  await page.goto("/board?lane=send&pane=people");
  await mark(page);
  const person = pane(page).locator(".pane-lines > li").first();
  const name = (await person.locator("a, b").first().textContent())!;
  const line = page.locator("a.line-link").first();
  const id = /requests\/([0-9a-f-]+)/.exec((await line.getAttribute("href"))!)![1];
  await person.locator("drag-person").dragTo(line);
  await expect(page).toHaveURL(new RegExp(`/board/requests/${id}/send\\?.*pane=people.*person=`));
  const ticked = sheet(page).locator('input[name="people"]:checked');
  await expect(ticked).toHaveCount(1);
  await expect(sheet(page).locator(".candidate").first()).toContainText(name);
  await expect(
    sheet(page).getByText(`Ticked: ${name}. Nothing is sent until you press the button.`),
  ).toBeVisible();
  expect(await isMarked(page)).toBe(true);
  await expectAccessible(page);

  // Far from all others, which may be clusters by now.
  const asked = { category: "water", phone: "067 123 99 02", district: "sykhivskyi" };
  const body = new URLSearchParams({ ...asked, lat: "49.77", lon: "24.016" });
  const headers = { "X-Forwarded-For": "198.51.100.202" };
  const answer = await fetch(`${baseURL}/help`, {
    method: "POST",
    redirect: "manual",
    headers,
    body,
  });
  expect(answer.status).toBe(303);
  await page.goto("/board?pane=map");
  await ready(page);
  const volunteer = page.locator(".map-mark.volunteer[draggable]").first();
  const request = page.locator(`a.map-mark[href^="/board/requests/"]`).first();
  const onMap = /requests\/([0-9a-f-]+)/.exec((await request.getAttribute("href"))!)![1];
  await volunteer.dragTo(request);
  await expect(page).toHaveURL(new RegExp(`/board/requests/${onMap}/send\\?.*cell=`));
  await expect(
    sheet(page)
      .getByText(/^Ticked: |cannot be asked|^No one can be sent before/)
      .first(),
  ).toBeVisible();

  // Whoever is in no list, and a request that nobody has read, are said to be so.
  await page.goto(`/board/requests/${id}/send?person=00000000-0000-4000-8000-000000000000`);
  await expect(sheet(page).getByText(/^The person you dragged here cannot be asked/)).toBeVisible();
  await expect(ticked).toHaveCount(0);
  await page.goto("/board?lane=read&pane=people");
  await person.locator("drag-person").dragTo(page.locator("a.line-link").first());
  await expect(sheet(page).getByText(/^No one can be sent before/)).toBeVisible();
  await sheet(page).getByRole("link", { name: "Read it now" }).click();
  await expect(sheet(page).getByRole("heading", { name: "Triage" })).toBeVisible();
});
