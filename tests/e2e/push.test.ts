import { createECDH, createHash, randomBytes, randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, press, signIn, test } from "./naaber";

const worker = "/push-worker.js";

/** Registers what shows notifications, as the page does. */
const register = (page: Page) =>
  page.evaluate(async (script) => {
    const registration = await navigator.serviceWorker.register(script, { scope: "/push/" });
    const active = registration.installing ?? registration.waiting;
    if (active && !registration.active)
      await new Promise<void>((done) =>
        active.addEventListener("statechange", () => active.state === "activated" && done()),
      );
  }, worker);

/** Dispatches what a push service would bring. */
async function deliver(page: Page, base: string, data: string) {
  await register(page);
  const devtools = await page.context().newCDPSession(page);
  const found = new Promise<string>((done) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${base}/push/`);
      if (ours) done(ours.registrationId);
    }),
  );
  await devtools.send("ServiceWorker.enable");
  const registrationId = await found;
  await devtools.send("ServiceWorker.deliverPushMessage", { origin: base, registrationId, data });
}

const shownOn = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration("/push/");
    const shown = (await registration?.getNotifications()) ?? [];
    return shown.map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, data }));
  });

const message = (more: object) =>
  JSON.stringify({
    id: "6399d087-c91d-43c1-9add-586512f50a78",
    title: "Чи можете допомогти? Вода",
    body: "Завдання 712",
    path: "/tasks",
    tag: "one",
    lang: "uk",
    ...more,
  });

const turnOn = (page: Page) => page.getByRole("button", { name: "Turn on notifications" });

test("whoever does not allow notifications is told how to", async ({ open }) => {
  const { page } = await open("volunteer");
  await signIn(page, "taras");
  await page.goto("/account/messages");
  await expect(page.getByText("This needs JavaScript")).toBeHidden();
  await expectAccessible(page);
  await turnOn(page).click();
  await expect(page.locator("#devices output")).toContainText("blocks notifications");
});

test("a browser that reaches no push service says so plainly, and nothing is lost", async ({
  playwright,
  launchOptions,
  baseURL: base = "",
}) => {
  // A private window has no push messages at all.
  const how = { ...launchOptions, locale: "en-GB" };
  const context = await playwright.chromium.launchPersistentContext("", how);
  try {
    await context.grantPermissions(["notifications"]);
    const page = await context.newPage();
    await signIn(page, "taras", "en", base);
    await page.clock.install();
    await page.goto(`${base}/account/messages`);
    await turnOn(page).click();
    // Its time to wait has begun once there is somebody to subscribe.
    const registered = () =>
      page.evaluate(async () => Boolean(await navigator.serviceWorker.getRegistration("/push/")));
    await expect.poll(registered).toBe(true);
    await page.clock.fastForward("00:15");
    await expect(page.locator("#devices output")).toContainText("Nothing has changed");
    await expect(turnOn(page)).toBeEnabled();
    await expect(page.getByRole("checkbox", { name: /Text message/ }).first()).toBeChecked();
    await expectAccessible(page);
  } finally {
    await context.close();
  }
});

test("a made-up device of the demo is tried, and turned off again", async ({ open }) => {
  const { page } = await open("volunteer", { script: false });
  await signIn(page, "taras");
  await page.goto("/account/messages");
  const section = page.locator("#devices");
  await expect(section.getByText("This needs JavaScript")).toBeVisible();
  await expect(section.getByRole("button", { name: "Turn on notifications" })).toBeHidden();
  await press(page, "Add a made-up device");
  await expect(section.getByRole("listitem")).toHaveCount(1);
  await section.getByRole("button", { name: "Send a test" }).click();
  await expect(section.getByText("A test is on its way")).toBeVisible();
  await expect(async () => {
    await page.goto("/mailbox");
    await expect(
      page.getByText(/Перевірка: сповіщення працюють|Test: notifications work/).first(),
    ).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await page.goto("/account/messages");
  await section.getByRole("button", { name: "Turn off" }).click();
  await expect(section.getByRole("listitem")).toHaveCount(0);
});

test("a browser that has changed its subscription while it was offline says so on the next page", async ({
  open,
}) => {
  const { page, context } = await open("volunteer");
  await signIn(page, "taras");
  await page.goto("/account/messages");
  await press(page, "Add a made-up device");
  await expect(page.locator("#devices").getByRole("listitem")).toHaveCount(1);
  await register(page);
  const [shows] = context.serviceWorkers();
  const pair = createECDH("prime256v1");
  const changed = {
    endpoint: `https://device.invalid/${randomUUID()}`,
    keys: {
      p256dh: pair.generateKeys("base64url", "uncompressed"),
      auth: randomBytes(16).toString("base64url"),
    },
  };
  await context.route("**/push/renewals", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  const failed = context.waitForEvent("requestfailed");
  // The browser's own push service is not within reach of a test.
  await shows!.evaluate(async (json) => {
    const text = await (await fetch("/push/renewals")).text();
    const bytes = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    const applicationServerKey = Uint8Array.from(bytes, (sign) => sign.charCodeAt(0));
    const subscription = { toJSON: () => json, options: { applicationServerKey } };
    const { pushManager } = (self as unknown as { registration: ServiceWorkerRegistration })
      .registration;
    Object.assign(pushManager, { getSubscription: async () => subscription });
    const event = new Event("pushsubscriptionchange");
    self.dispatchEvent(
      Object.assign(event, { waitUntil: (work: Promise<void>) => work.catch(() => {}) }),
    );
  }, changed);
  expect((await failed).url()).toContain("/push/renewals");
  await context.unroute("**/push/renewals");
  const said = context.waitForEvent("response", (answer) => answer.url().endsWith("/renewals"));
  await page.goto("/tasks");
  expect((await said).status()).toBe(204);
  await page.goto("/account/messages");
  const hash = createHash("sha256").update(changed.endpoint).digest("hex");
  await expect(page.locator(`[data-device="${hash}"]`)).toHaveCount(1);
  await expect(page.locator("#devices").getByRole("listitem")).toHaveCount(1);
  await page.locator("#devices").getByRole("button", { name: "Turn off" }).click();
  await expect(page.locator("#devices").getByRole("listitem")).toHaveCount(0);
});

test("a notification is shown as it was written, one in the place of another, and leads only to this site", async ({
  open,
  baseURL,
}) => {
  const { page, context } = await open("coordinator");
  const base = baseURL ?? "";
  await context.grantPermissions(["notifications"]);
  // What the site says of a message: that its device is there.
  await context.route("**/push/receipts", (route) => route.fulfill({ status: 204 }));
  await page.goto("/about");
  await deliver(page, base, message({}));
  await expect
    .poll(() => shownOn(page))
    .toMatchObject([
      {
        title: "Чи можете допомогти? Вода",
        body: "Завдання 712",
        lang: "uk",
        data: { path: "/tasks" },
      },
    ]);
  await deliver(page, base, message({ id: "0", title: "Вас більше не треба" }));
  await expect.poll(() => shownOn(page)).toMatchObject([{ title: "Вас більше не треба" }]);
  await deliver(page, base, message({ tag: "other" }));
  await expect.poll(async () => (await shownOn(page)).length).toBe(2);
});

test("a notification of who has signed out, or that nobody can read, says nothing", async ({
  open,
  baseURL,
}) => {
  const { page, context } = await open("coordinator");
  await context.grantPermissions(["notifications"]);
  await page.goto("/about");
  // No device of this site is known by that message.
  await deliver(page, baseURL ?? "", message({}));
  await expect.poll(() => shownOn(page)).toMatchObject([{ title: "Naaber", body: "", data: null }]);
  for (const data of ["", "no JSON", "[]", '"x"', "null"]) await deliver(page, baseURL ?? "", data);
  await expect.poll(() => shownOn(page)).toMatchObject([{ title: "Naaber", body: "", data: null }]);
});

test("a notification opens a page of this site and no other, in the tab that has it open", async ({
  open,
  baseURL: base = "",
}) => {
  const { page, context } = await open("coordinator");
  await context.grantPermissions(["notifications"]);
  await page.goto("/about");
  await deliver(page, base, "");
  const shower = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  const opened = (path: unknown) =>
    shower.evaluate(async (to) => {
      const worker = self as unknown as {
        clients: { openWindow: (href: string) => unknown; matchAll: () => unknown };
        open: (path: unknown) => Promise<unknown>;
      };
      const went: string[] = [];
      worker.clients.openWindow = (href) => went.push(href);
      worker.clients.matchAll = async () => [
        { url: `${location.origin}/shifts#top`, focus: () => went.push("focus") },
      ];
      await worker.open(to);
      return went;
    }, path);
  expect(await opened("/tasks?one=1")).toEqual([`${base}/tasks?one=1`]);
  expect(await opened("/shifts")).toEqual(["focus"]);
  const elsewhere = [
    "//evil.example/x",
    "https://evil.example",
    "/\\evil.example",
    "javascript:x",
    "",
    7,
    null,
  ];
  for (const path of elsewhere) expect(await opened(path)).toEqual([`${base}/`]);
});
