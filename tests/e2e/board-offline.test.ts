import { expect, expectAccessible, kept, signIn, test } from "./naaber";

test("without a network a coordinator reads so, the board comes back by itself, and nothing of it is kept", async ({
  open,
}) => {
  const { page, context } = await open("coordinator");
  await signIn(page, "hanna");
  await page.goto("/board");
  await kept(page, "/no-network");
  await page.locator("a.line-link").first().click();
  await expect(page.locator("#sheet")).toBeVisible();
  await page.reload();
  await kept(page, "/no-network/last");
  const address = page.url();
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("No connection");
  await expect(page.getByText(/^Last loaded at \d\d:\d\d\./)).toBeVisible();
  await expect(page).toHaveURL(address);
  await expectAccessible(page);
  const held = await page.evaluate(async () => {
    const cache = await caches.open("no-network");
    const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname).sort();
    const pages = await Promise.all(paths.map(async (path) => (await cache.match(path))!.text()));
    return { paths, text: pages.join("\n") };
  });
  expect(held.paths.join()).toMatch(
    /^\/assets\/no-network-[\w-]+\.js,\/no-network,\/no-network\/last$/,
  );
  expect(held.text).not.toMatch(/Sign out|board\/requests|\+380/);

  const last = () =>
    page.evaluate(async () => (await (await caches.match("/no-network/last"))!.text()) as string);
  await page.evaluate(async () => {
    await (await caches.open("no-network")).put("/no-network/last", new Response("0"));
  });
  await context.setOffline(false);
  await expect(page.locator("#sheet")).toBeVisible();
  await expect.poll(last).not.toBe("0");
  // The page to sign in that a session which has ended leads to is no board.
  const loaded = await last();
  await context.clearCookies();
  await page.locator("a.line-link").nth(1).click();
  await expect(page).toHaveURL(/sign-in/);
  expect(await last()).toBe(loaded);

  await signIn(page, "hanna");
  await page.goto("/board");
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).not.toHaveURL(/board/);
  await expect.poll(() => page.evaluate(() => caches.has("no-network"))).toBe(false);
});
