import { expect, expectAccessible, signIn, test } from "./naaber";

/** Requests as one sender makes them again and again: from one address, with one number. */
async function flood(base: string, count: number) {
  for (let i = 0; i < count; i++) {
    const answer = await fetch(`${base}/help`, {
      method: "POST",
      redirect: "manual",
      headers: { "X-Forwarded-For": "203.0.113.77" },
      body: new URLSearchParams({
        key: `the-form-of-a-flood-${i}`,
        category: "water",
        details: `Flood ${i}`,
        people: "1",
        district: "sykhivskyi",
        phone: "+380671230099",
      }),
    });
    expect(answer.status).toBe(303);
  }
}

test("what looks like a flood is set aside, looked at and put into the list, without JavaScript", async ({
  open,
  baseURL,
}) => {
  await flood(baseURL!, 15);
  const { page } = await open("coordinator", { script: false });
  await signIn(page, "admin");
  await page.goto("/board");
  await page.getByRole("link", { name: "3 more requests set aside" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set aside");
  await expect(page.getByRole("heading", { level: 2 })).toContainText("3 requests");
  await page.getByText("2 more like this").click();
  await expect(page.getByRole("list", { name: "Requests for help" })).toHaveCount(2);
  await page.getByRole("button", { name: "Put all on the list" }).click();
  await expect(page.getByText("Nothing is set aside")).toBeVisible();
});

test("the city says who runs the site, and everybody reads it", async ({ open }) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  await page.goto("/board/set-aside");
  await expectAccessible(page);
  await page.goto("/admin/about");
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Organisation that runs the site" }).fill("");
  await page.getByRole("textbox", { name: "Help line" }).fill("+380 32 297 57 57");
  await page
    .getByRole("textbox", { name: "Email address for questions" })
    .fill("help@city.example");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter the name of the organisation");
  await page.getByRole("textbox", { name: "Organisation that runs the site" }).fill("City of Lviv");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  const { page: resident } = await open("resident", { script: false });
  await resident.goto("/privacy?lang=en");
  await expect(resident.getByText("are used: City of Lviv")).toBeVisible();
  await expect(resident.getByRole("link", { name: "Call +380 32 297 57 57" })).toHaveAttribute(
    "href",
    "tel:+380322975757",
  );
});
