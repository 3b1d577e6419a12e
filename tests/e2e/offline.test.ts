import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, isKept, kept, signIn, test } from "./naaber";

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
  await expect(page.locator("#unsent li")).toContainText("Water");
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
  await expect(page.locator("#unsent li")).toHaveCount(2);
  await page.getByRole("button", { name: "Do not send it" }).first().click();
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

test("the page of a private link says as of when it is, ends nothing, and can be removed", async ({
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
  await expect(page.getByText("Cancel my request")).toBeHidden();
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByText(/^No connection\. This page was saved/)).toBeHidden();
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

test("two requests that are sent without a network in one tab are both kept, and each goes out once", async ({
  open,
}) => {
  const { page, context } = await open("resident");
  await page.goto("/help");
  await kept(page, "/help");
  await context.setOffline(true);
  await fill(page, "067 765 43 37");
  // Pressed twice it is one.
  await page.getByRole("button", { name: "Ask for help" }).dblclick();
  await expect(page.locator("#unsent li")).toHaveCount(1);
  await expect(page.getByLabel("Phone number", { exact: true })).toHaveValue("");
  await page.getByRole("radio", { name: /^Medicine/ }).check();
  await page.getByLabel("Phone number", { exact: true }).fill("067 765 43 38");
  await send(page);
  await expect(page.locator("#unsent li")).toHaveText([/^Water/, /^Medicine/]);
  await expectAccessible(page);
  // What is being written is not replaced unasked.
  await page.getByLabel("Address", { exact: true }).fill("Naukova 7");
  page.once("dialog", (dialog) => void dialog.dismiss());
  await page.getByRole("button", { name: "Do not send it" }).first().click();
  await expect(page.getByLabel("Address", { exact: true })).toHaveValue("Naukova 7");
  await context.setOffline(false);
  await expect(page.locator("#sent li")).toHaveText([/^Water/, /^Medicine/]);
  await expect(page.locator("#unsent")).toBeHidden();
  await expect(page.getByLabel("Address", { exact: true })).toHaveValue("Naukova 7");
  await page.getByRole("link", { name: "See your request" }).last().click();
  await page.getByText("What you wrote").click();
  await expect(page.getByText("+380•••••••38")).toBeVisible();
  await page.goto("/help");
  await page.getByRole("link", { name: "See your request" }).click();
  await page.getByText("What you wrote").click();
  await expect(page.getByText("+380•••••••37")).toBeVisible();
});

/** The page of a request that has just been sent, kept by the phone. */
async function ownPage(page: Page, phone: string) {
  await page.goto("/help");
  await fill(page, phone);
  await page.getByLabel("Address", { exact: true }).fill("Naukova 7");
  await send(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("We have your request");
  const { pathname } = new URL(page.url());
  await kept(page, pathname);
  return pathname;
}
const write = async (page: Page, words: string) => {
  await page.getByLabel("Add a message").fill(words);
  await page.getByRole("button", { name: "Send", exact: true }).click();
};

test("words and corrections that are written without a network wait on the page, and go out once and in their order", async ({
  open,
}) => {
  const { page, context } = await open("resident");
  const path = await ownPage(page, "067 765 43 39");
  await write(page, "at once");
  await expect(page.locator("#notes li")).toHaveText([/at once/]);
  await expect(page.locator("#unsent")).toBeHidden();

  await context.setOffline(true);
  await page.reload();
  await write(page, "We are in the cellar");
  await expect(page.locator("#unsent")).toContainText("Not sent yet. Saved on this phone");
  await expect(page.locator("#unsent li")).toHaveText(
    /We are in the cellar.*Written: .*\d\d:\d\d/s,
  );
  await expect(page.locator("#unsent")).toBeFocused();
  await page.getByText("What you wrote").click();
  await page.getByLabel("New address").fill("Naukova 9");
  await page.getByLabel("New phone number").fill("067 765 43 40");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#unsent li")).toHaveCount(2);
  await expect(page.locator("#unsent")).toContainText("New address: Naukova 9");
  await expectAccessible(page);
  // Of spaces nothing is held: nobody would be there to read that nothing was written.
  await write(page, "   ");
  await expect(page.getByLabel("Add a message")).toBeFocused();
  await expect(page.locator("#unsent li")).toHaveCount(2);
  // Nothing is lost with the page.
  await page.reload();
  await expect(page.locator("#unsent li")).toHaveCount(2);
  await write(page, "taken back");
  await expect(page.locator("#unsent li")).toHaveCount(3);
  await page.getByRole("button", { name: "Do not send it" }).last().click();
  await expect(page.getByLabel("Add a message")).toHaveValue("taken back");
  await page.getByLabel("Add a message").fill("");

  await context.setOffline(false);
  await expect(page.getByText("No connection. This")).toBeHidden();
  await expect(page.locator("#sent li")).toHaveText([/cellar.*Sent:/s, /Naukova 9.*Sent:/s]);
  await expect(page.locator("#notes li")).toHaveText([
    /at once/,
    /cellar/,
    /Naukova 7 → Naukova 9/,
  ]);
  await page.goto(path);
  await expect(page.locator("#notes li")).toHaveCount(3);
  await expect(page.locator("#sent")).toBeHidden();
});

test("what is not possible any more when it goes out is told, with its words and why", async ({
  open,
}) => {
  const { page, context } = await open("resident");
  await ownPage(page, "067 765 43 41");
  await context.setOffline(true);
  await page.reload();
  await page.getByText("What you wrote").click();
  await page.getByLabel("New address").fill("Naukova 7");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#unsent li")).toContainText("New address: Naukova 7");
  await context.setOffline(false);
  await expect(page.locator("#refused")).toContainText("We could not accept this");
  await expect(page.locator("#refused li")).toContainText("New address: Naukova 7");
  await expect(page.locator("#refused li")).toContainText("You have not changed anything");
  await expect(page.getByText("No connection. This")).toBeHidden();
  await page.reload();
  await expect(page.locator("#refused li")).toHaveCount(1);
  await expectAccessible(page);
  // By the browser: the server's page has the words in the form, to be put right.
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByRole("alert").first()).toContainText("You have not changed anything");
  await expect(page.locator("#refused")).toBeHidden();
  await page.getByLabel("New address").fill("Naukova 11");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#notes li")).toHaveText([/Naukova 7 → Naukova 11/]);
  await page.reload();
  await expect(page.locator("#refused")).toBeHidden();
});

test("with the page, what is written there and not sent is removed from the phone", async ({
  open,
}) => {
  const { page, context } = await open("resident");
  const path = await ownPage(page, "067 765 43 42");
  await context.setOffline(true);
  await page.reload();
  await write(page, "nobody else is to read this");
  await expect(page.locator("#unsent li")).toHaveCount(1);
  await page.getByRole("button", { name: "Remove from this phone" }).click();
  await page.waitForURL((url) => url.pathname === "/help");
  expect(await isKept(page, path)).toBe(false);
  const waiting = () =>
    page.evaluate(async () => (await (await caches.open("unsent")).keys()).length);
  expect(await waiting()).toBe(0);
});

test("with every page closed the browser's own sync sends what waits, once", async ({ open }) => {
  const { page, context } = await open("resident");
  const path = await ownPage(page, "067 765 43 43");
  await context.setOffline(true);
  await page.reload();
  await write(page, "sent by nobody");
  await expect(page.locator("#unsent li")).toHaveCount(1);

  // The browser fires it by its own clock, minutes after it has failed; what it fires is this event.
  const elsewhere = await context.newPage();
  const browser = await context.newCDPSession(elsewhere);
  const registrations = new Map<string, string>();
  browser.on("ServiceWorker.workerRegistrationUpdated", (event) => {
    for (const one of event.registrations) registrations.set(one.scopeURL, one.registrationId);
  });
  await browser.send("ServiceWorker.enable");
  const { origin } = new URL(page.url());
  await expect.poll(() => registrations.get(`${origin}/track/`)).toBeTruthy();
  const sync = () =>
    browser.send("ServiceWorker.dispatchSyncEvent", {
      origin,
      registrationId: registrations.get(`${origin}/track/`)!,
      tag: "unsent",
      lastChance: false,
    });
  // Not by a page, whose script would send it.
  const told = async () => (await (await context.request.get(path)).text()).split("sent by nobody");
  await page.close();
  await sync();
  await context.setOffline(false);
  expect(await told()).toHaveLength(1);
  await sync();
  await expect.poll(told).toHaveLength(2);
  await sync();
  const again = await context.newPage();
  await again.goto(path);
  await expect(again.locator("#sent li")).toHaveText(/sent by nobody.*Sent:/s);
  await expect(again.locator("#notes li")).toHaveCount(1);
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
