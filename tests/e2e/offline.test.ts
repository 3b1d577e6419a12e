import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, signIn, test } from "./naaber";

const isKept = (page: Page, path: string) =>
  page.evaluate(async (path) => Boolean(await caches.match(path)), path);
/** Until the phone has kept it. */
const kept = (page: Page, path: string) => expect.poll(() => isKept(page, path)).toBe(true);

async function fill(page: Page, phone: string) {
  await page.getByRole("radio", { name: /^Water/ }).check();
  await page.getByLabel("Phone number", { exact: true }).fill(phone);
}
const send = (page: Page) => page.getByRole("button", { name: "Ask for help" }).click();

test("without a network the form opens, and what is sent goes out by itself when there is one", async ({
  open,
}) => {
  const { page, context } = await open("resident");
  await page.goto("/help");
  await kept(page, "/help");
  const key = await page.locator('form [name="key"]').getAttribute("value");
  await context.setOffline(true);
  await page.goto("/help");
  await expect(page.getByText("This form is saved on your phone")).toBeVisible();
  await expect(page.getByRole("button", { name: "Українська" })).toBeHidden();
  await expect(page.locator('form [name="key"]')).not.toHaveValue(key!);
  await expectAccessible(page);

  // Nobody would be there to read what the server refuses.
  await send(page);
  await expect(page.locator("#offline")).toContainText("Choose what you need");
  await expect(page.locator("#offline")).toContainText("Enter a phone number");
  await fill(page, "067 765 43 31");
  await send(page);
  await expect(page.locator("#unsent")).toContainText("Not sent yet");
  await expect(page.locator("#unsent")).toContainText("112");
  await expect(page.locator("#unsent")).toBeFocused();
  // Where the button that goes along stands at its place.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expectAccessible(page);

  await context.setOffline(false);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We have your request");
  await expect(page.getByText("Remove from this phone")).toBeVisible();
  // The page that it leads to has nothing left to be sent.
  await page.goto("/help");
  await expect(page.locator("#details")).toHaveValue("");
  await expect(page.locator("#unsent")).toBeHidden();
});

test("what was not sent is there when the page is closed meanwhile, and can be taken back", async ({
  open,
}) => {
  const { page, context } = await open("resident");
  await page.goto("/help");
  await kept(page, "/help");
  await context.setOffline(true);
  for (const phone of ["067 765 43 32", "067 765 43 33"]) {
    const tab = await context.newPage();
    await tab.goto("/help");
    await fill(tab, phone);
    await send(tab);
    await expect(tab.locator("#unsent")).toBeFocused();
    await tab.close();
  }
  await page.goto("/help");
  await expect(page.locator("#unsent")).toContainText("Not sent yet");
  await page.getByRole("button", { name: "Do not send it" }).click();
  await expect(page.getByLabel("Phone number", { exact: true })).toHaveValue("067 765 43 32");
  await context.setOffline(false);
  await page.getByRole("link", { name: "See your request" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We have your request");
  await page.getByText("What you wrote").click();
  await expect(page.getByText("+380•••••••33")).toBeVisible();
});

/** What stands before the program in a city: while that is away, it answers with a page of its own. */
async function gateway(to: string) {
  const gate = { isAway: false };
  const server = createServer((req, res) => {
    if (gate.isAway) return void res.writeHead(503).end("<h1>Service unavailable</h1>");
    const { method = "GET", headers } = req;
    const passed = request(new URL(req.url ?? "/", to), { method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    passed.on("error", () => res.destroy());
    req.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return Object.assign(gate, { base, close });
}

test("where only a proxy answers, it is as without a network; what waits longer than a phone's clock is right is not thrown away", async ({
  open,
  baseURL,
}) => {
  const gate = await gateway(baseURL!);
  const { page } = await open("resident");
  await page.goto(`${gate.base}/help`);
  await kept(page, "/help");
  gate.isAway = true;
  await page.goto(`${gate.base}/help`);
  await expect(page.getByText("This form is saved on your phone")).toBeVisible();
  await fill(page, "067 765 43 36");
  await send(page);
  await expect(page.locator("#unsent")).toBeFocused();
  // The clock stood at its first day when it was written.
  await page.evaluate(async () => {
    const unsent = await caches.open("unsent");
    const [at] = await unsent.keys();
    const entry = await (await unsent.match(at!))!.json();
    await unsent.put(at!, new Response(JSON.stringify({ ...entry, written: 0 })));
  });
  gate.isAway = false;
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We have your request");
  await gate.close();
});

test("the page of a private link says as of when it is, changes nothing, and can be removed", async ({
  open,
}) => {
  const { page, context } = await open("resident");
  await page.goto("/help");
  await kept(page, "/help");
  await fill(page, "067 765 43 34");
  await send(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We have your request");
  const path = new URL(page.url()).pathname;
  await kept(page, path);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText(/^No connection. This page was saved: .*\d\d:\d\d$/)).toBeVisible();
  await expect(page.getByLabel("Add a message")).toBeHidden();
  await expect(page.getByText("Cancel my request")).toBeHidden();
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByText("No connection. This is")).toBeHidden();
  await expect(page.getByLabel("Add a message")).toBeVisible();

  await page.getByRole("button", { name: "Remove from this phone" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  expect(await isKept(page, path)).toBe(false);
  // Nor is it kept once the request is over.
  await page.goto(path);
  await kept(page, path);
  await page.getByText("Cancel my request").click();
  await page.getByRole("button", { name: "Yes, cancel it" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your request is cancelled");
  await expect.poll(() => isKept(page, path)).toBe(false);
});

test("nothing is kept in the browser of who is signed in", async ({ open }) => {
  const { page } = await open("volunteer");
  await signIn(page, "taras");
  await page.goto("/help");
  await page.waitForLoadState("load");
  const workers = () =>
    page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  expect(await workers()).toBe(0);
  await fill(page, "067 765 43 35");
  await send(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We have your request");
  await page.waitForLoadState("load");
  await expect(page.getByText("Remove from this phone")).toBeHidden();
  expect(await workers()).toBe(0);
});
