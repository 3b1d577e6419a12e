import type { BrowserContext, Page } from "@playwright/test";
import { totpOf } from "../../app/accounts/commands/second-factor.server";
import { expect, expectAccessible, press, signIn, signOut, test } from "./naaber";

const PHONE = { width: 360, height: 740 };
const PASSWORD = "naaber demo 2026";

/** Chromium's own authenticator, as of a phone: it verifies whoever holds it. */
async function addAuthenticator(context: BrowserContext, page: Page) {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
}

/** Narrow as a phone and wide as a desk. */
async function expectAccessibleOnBoth(page: Page) {
  const size = page.viewportSize()!;
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await expectAccessible(page);
  await page.setViewportSize(size);
}

/** As far as the second step. */
async function firstStep(page: Page, who: string) {
  await page.goto("/sign-in?lang=en");
  await page.getByLabel(/^Email address or phone number/).fill(`${who}@demo.naaber.example`);
  await page.getByLabel("Password").fill(PASSWORD);
  await press(page, "Sign in");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The second step");
}

test("a coordinator signs in with a passkey, an app and a recovery code, and out everywhere", async ({
  open,
}) => {
  const { page, context } = await open("coordinator");
  await addAuthenticator(context, page);
  await signIn(page, "borys");
  await page.goto("/account");
  await page.getByRole("link", { name: "Open sign-in and security" }).click();
  await expectAccessibleOnBoth(page);
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await expectAccessibleOnBoth(page);
  await page.getByLabel("Name").fill("My phone");
  await press(page, "Create a passkey");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Recovery codes");
  await expectAccessibleOnBoth(page);
  const codes = await page.locator("main code").allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.getByRole("link", { name: "I have saved these codes" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Requests for help");

  // A passkey alone signs in.
  await signOut(page);
  await page.goto("/sign-in?lang=en&to=/board/tasks");
  await page.getByRole("link", { name: "Sign in with a passkey" }).click();
  await expectAccessibleOnBoth(page);
  await press(page, "Use a passkey");
  await page.waitForURL("**/board/tasks");
  await page.goto("/account/security");
  await expect(page.locator("#sign-ins")).toContainText("by passkey");
  await expect(page.locator("#factors")).toContainText("My phone");
  await page.goto("/account/security/totp");
  await expectAccessibleOnBoth(page);

  // After the password it is the second step.
  await signOut(page);
  await firstStep(page, "borys");
  await expectAccessibleOnBoth(page);
  await press(page, "Use a passkey");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Requests for help");

  // Without JavaScript: by a recovery code first, then by an app.
  const { page: plain } = await open("coordinator", { script: false });
  await firstStep(plain, "borys");
  await expect(plain.getByRole("button", { name: "Use a passkey" })).toBeHidden();
  await plain.getByLabel("Recovery code").fill("ABCD-EFGH-JKLM-NPQR");
  await press(plain, "Sign in");
  await expect(plain.getByRole("alert")).toContainText("This code is wrong");
  await plain.getByLabel("Recovery code").fill(codes[0]!.toLowerCase());
  await press(plain, "Sign in");
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText("Requests for help");
  await plain.goto("/account/security/totp");
  const secret = (await plain.locator("main code").innerText()).replaceAll(" ", "");
  await plain.getByLabel("Name").fill("Spare tablet");
  await plain.getByLabel("Code that the app shows now").fill("000000");
  await press(plain, "Add the app");
  await expect(plain.getByRole("alert")).toContainText("This code is wrong");
  expect((await plain.locator("main code").innerText()).replaceAll(" ", "")).toBe(secret);
  await expect(plain.getByLabel("Name")).toHaveValue("Spare tablet");
  await plain.getByLabel("Code that the app shows now").fill(totpOf(secret).generate());
  await press(plain, "Add the app");
  await expect(plain.getByRole("status")).toContainText("Saved");
  await expect(plain.locator("#factors")).toContainText("Spare tablet");
  await expect(plain.locator("#factors")).toContainText("9 left");

  await signOut(plain);
  await firstStep(plain, "borys");
  // The next code: the one that added the app is used up.
  const next = totpOf(secret).generate({ timestamp: Date.now() + 30_000 });
  await plain.getByLabel("Code from your app").fill(next);
  await press(plain, "Sign in");
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText("Requests for help");

  // Asked again who they are, by passkey.
  await page.goto("/confirm?to=/account/security%23sessions");
  await expectAccessibleOnBoth(page);
  await press(page, "Use a passkey");
  await page.waitForURL("**/account/security#sessions");
  await expect(page.locator("#sessions li")).toHaveCount(2);
  await page.getByRole("button", { name: "Sign out everywhere", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await plain.goto("/board");
  await expect(plain.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});

test("an administrator sets the days of grace and resets a colleague's second step", async ({
  open,
}) => {
  const { page: colleague, context } = await open("coordinator");
  await addAuthenticator(context, colleague);
  await signIn(colleague, "marta");
  await colleague.goto("/account/security/passkeys");
  await press(colleague, "Create a passkey");
  await expect(colleague.getByRole("heading", { level: 1 })).toHaveText("Recovery codes");

  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/admin/security");
  await expectAccessibleOnBoth(page);
  await page.getByLabel("Days of grace from today").fill("100");
  await press(page, "Save");
  await expect(page.getByRole("alert")).toContainText("Enter a whole number of days, from 0 to 90");
  // Earlier than it was: a later day would ask for a second step of one's own.
  await page.getByLabel("Days of grace from today").fill("7");
  await press(page, "Save");
  await expect(page.getByRole("status")).toContainText("Saved");
  await page.getByText("Марта Кос", { exact: true }).click();
  await expectAccessibleOnBoth(page);
  await press(page, "Reset the second step of Марта Кос");
  await expect(page.getByRole("status")).toContainText("Saved");
  await page.goto("/mailbox");
  await expect(page.getByText("marta@demo.naaber.example").first()).toBeVisible();
  await colleague.goto("/board");
  await expect(colleague.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await signIn(colleague, "marta");
  await expect(colleague.getByRole("heading", { level: 1 })).toHaveText("Requests for help");
});
