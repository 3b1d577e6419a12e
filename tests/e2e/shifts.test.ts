import type { Page } from "@playwright/test";
import jsqr from "jsqr";
import { wallTime } from "../../app/platform/zone";
import { expect, expectAccessible, press, signIn, test } from "./naaber";

/** What a phone's camera would read off the page: the picture is drawn and decoded. */
async function scan(page: Page): Promise<string> {
  const shot = await page.locator("svg.qr").screenshot();
  const { data, width, height } = await page.evaluate(async (base64) => {
    const picture = await createImageBitmap(
      new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], { type: "image/png" }),
    );
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const pen = canvas.getContext("2d")!;
    pen.drawImage(picture, 0, 0);
    const { data, width, height } = pen.getImageData(0, 0, picture.width, picture.height);
    return { data: [...data], width, height };
  }, shot.toString("base64"));
  return jsqr(Uint8ClampedArray.from(data), width, height)!.data;
}

test("a freed place goes to the first who waits, on a phone and without JavaScript", async ({
  open,
}) => {
  const { page: waiting } = await open("volunteer", { script: false, locale: "uk-UA" });
  await signIn(waiting, "iryna", "uk");
  await waiting.goto("/shifts");
  await press(waiting, "Стати в чергу");
  await expect(waiting.getByText("У черзі, номер 1")).toBeVisible();

  const { page: holder } = await open("volunteer");
  await signIn(holder, "sofia");
  await holder.goto("/shifts");
  await expectAccessible(holder);
  await holder.locator(".task-rows a").first().click();
  await expectAccessible(holder);
  await holder.locator("summary", { hasText: "I cannot come" }).click();
  await press(holder, "I cannot come");
  await expect(holder.getByRole("button", { name: "Join the waitlist" })).toBeVisible();

  await waiting.goto("/shifts");
  await press(waiting, "Так, прийду");
  await expect(waiting.getByText("Ви записані").first()).toBeVisible();
});

test("a shift is planned, printed, filled, checked in by camera and served", async ({ open }) => {
  const { page: board } = await open("coordinator");
  await signIn(board, "hanna");
  await board.goto("/board/shifts");
  await expectAccessible(board);
  await board.getByRole("link", { name: "Plan a shift" }).click();
  await board.getByLabel("Place", { exact: true }).fill("Бібліотека на Науковій");
  const at = (minutes: number) => wallTime(new Date(Date.now() + minutes * 60_000), "Europe/Kyiv");
  await board.getByLabel("From").fill(at(30));
  await board.getByLabel("To", { exact: true }).fill(at(150));
  await press(board, "Publish");
  await expect(board.getByRole("alert")).toContainText("at least one role");
  await board.getByLabel("Places", { exact: true }).first().fill("2");
  await board.getByLabel("Minimum needed").first().fill("2");
  await expectAccessible(board);
  await press(board, "Publish");
  await expect(board.getByText("2 below the minimum")).toBeVisible();
  await expectAccessible(board);
  const sheet = board.url();

  // Two taps: the list, then the place.
  const { page: volunteer } = await open("volunteer");
  await signIn(volunteer, "taras");
  await volunteer.goto("/shifts");
  await volunteer
    .locator("li", { hasText: "Бібліотека на Науковій" })
    .getByRole("button", { name: "Sign up" })
    .click();
  await expect(volunteer.getByText("You are signed up").first()).toBeVisible();

  // Somebody looked for by name, with what speaks against them.
  await board.reload();
  await board.getByLabel(/^Search by name/).fill("Тарас");
  await press(board, "Search");
  await expect(board.getByText("already on the list")).toBeVisible();

  // The gap is filled in one step with somebody who has said yes on the telephone.
  await board.goto(sheet);
  const fits = board.locator(".roster form:not(:has(.mark))");
  await fits.getByRole("button", { name: "Has said yes" }).first().click();
  await expect(board.getByText("2 of 2 places taken")).toBeVisible();

  // On paper: one sheet of A4, and the code for the door.
  await board.goto(`${sheet}/list`);
  await expectAccessible(board);
  const pdf = (await board.pdf({ format: "A4" })).toString("latin1");
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBe(1);
  await board.goto(`${sheet}/poster`);
  await expectAccessible(board);
  await volunteer.goto(await scan(board));
  await expectAccessible(volunteer);
  await press(volunteer, "I am here");
  await expect(volunteer.getByText("Checked in").first()).toBeVisible();
  await volunteer.getByLabel("What should the next shift know?").fill("The kettle leaks");
  await press(volunteer, "Add note");
  await press(volunteer, "I am going home");
  await expect(volunteer.getByText("The kettle leaks")).toBeVisible();
  await board.goto(sheet);
  await board.locator("summary", { hasText: "Correct the times" }).first().click();
  await board.getByLabel("Arrived").first().fill(at(-60));
  await board.getByRole("button", { name: "Save" }).first().click();
  await expect(board.getByRole("alert")).toContainText("tell us why");
  await board.locator("summary", { hasText: "Correct the times" }).first().click();
  await board.getByLabel("Arrived").first().fill(at(-60));
  await board.getByLabel("Why? The volunteer will read this.").first().fill("Came an hour before");
  await board.getByRole("button", { name: "Save" }).first().click();
  await expect(board.getByText("Came an hour before")).toBeVisible();
  await volunteer.goto("/shifts/hours");
  await expect(volunteer.getByText("Бібліотека на Науковій").first()).toBeVisible();
  await expect(volunteer.getByText("Came an hour before")).toBeVisible();
  await expectAccessible(volunteer);
  await press(volunteer, "Make a certificate");
  await expect(volunteer.getByRole("heading", { level: 1 })).toHaveText(
    "Certificate of volunteering",
  );
  await expectAccessible(volunteer);

  await board.goto("/board/shifts");
  await board.keyboard.press("j");
  await expect(board.locator(".rota-cell").first()).toBeFocused();
  await board.keyboard.press("Enter");
  await expect(board.getByRole("link", { name: "Check-in list" })).toBeVisible();
  await board.goto("/board/shifts");
  const week = (await board.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(week.match(/\/Type \/Page\b/g)?.length).toBe(1);
  await volunteer.goto("/shifts/calendars");
  await press(volunteer, "Make a private link");
  await expectAccessible(volunteer);
  const link = await volunteer.locator("code").innerText();
  const feed = await (await volunteer.request.get(link)).text();
  expect(feed).toContain("SUMMARY:Бібліотека на Науковій");
});

test("a moved shift asks again, is handed on by a link, and its series ends with a reason", async ({
  open,
}) => {
  const { page: board } = await open("coordinator");
  await signIn(board, "hanna");
  await board.goto("/board/shifts/new");
  await board.getByLabel("Place", { exact: true }).fill("Школа на Стрийській");
  const at = (days: number, clock: string) =>
    `${wallTime(new Date(Date.now() + days * 86_400_000), "Europe/Kyiv").slice(0, 10)}T${clock}`;
  await board.getByLabel("From").fill(at(20, "10:00"));
  await board.getByLabel("To", { exact: true }).fill(at(20, "12:00"));
  await board.getByLabel("Places", { exact: true }).first().fill("1");
  await board.getByLabel("Minimum needed").first().fill("1");
  await board.locator("summary", { hasText: "Repeats" }).click();
  await board.getByLabel("How often").selectOption("weekly");
  await board.getByLabel("Or this many times").fill("3");
  await board.getByLabel(/^Until/).fill(at(60, "").slice(0, 10));
  await press(board, "Publish");
  await expect(board.getByRole("alert")).toContainText("not both");
  await board.getByLabel(/^Until/).fill("");
  await press(board, "Publish");
  await expect(board.getByText("The next days of this series")).toBeVisible();
  await expectAccessible(board);
  await press(board, "Publish");
  await expect(board.getByRole("link", { name: "Edit" })).toBeVisible();
  const sheet = board.url();

  const { page: holder } = await open("volunteer", { script: false, locale: "uk-UA" });
  await signIn(holder, "taras", "uk");
  await holder.goto(`/shifts?day=${at(20, "").slice(0, 10)}`);
  await holder
    .locator("li", { hasText: "Школа на Стрийській" })
    .getByRole("button", { name: "Записатися" })
    .click();
  await expect(holder.getByText("Ви записані").first()).toBeVisible();

  await board.getByRole("link", { name: "Edit" }).click();
  await board.getByLabel("From").fill(at(20, "11:00"));
  await board.getByLabel("To", { exact: true }).fill(at(20, "13:00"));
  await expectAccessible(board);
  await press(board, "Save");
  await expect(board).toHaveURL(sheet);
  await expect(board.getByText("asked").first()).toBeVisible();
  await holder.reload();
  await expect(holder.getByText("Цю зміну перенесено")).toBeVisible();
  await press(holder, "Так, прийду");
  await holder.locator("summary", { hasText: "віддати" }).click();
  await press(holder, "Створити посилання");
  const link = await holder.locator("code").innerText();

  const { page: colleague } = await open("volunteer");
  await signIn(colleague, "iryna");
  await colleague.goto(link);
  await expectAccessible(colleague);
  await press(colleague, "Take this place");
  await expect(colleague.getByText("You are signed up").first()).toBeVisible();

  await board.goto(sheet);
  await board.locator("summary", { hasText: "Cancel shift" }).click();
  await board.getByLabel("Why? Volunteers will read this.").fill("The school is closed");
  await press(board, "Cancel this and later ones");
  await expect(board.getByText("Cancelled").first()).toBeVisible();
  await colleague.reload();
  await expect(colleague.getByText("The school is closed")).toBeVisible();
});

test("the printed list leaves room to write by hand, and the longest of names breaks, on paper and on a phone", async ({
  open,
}) => {
  const { page: volunteer } = await open("volunteer");
  await signIn(volunteer, "sofia");
  await volunteer.goto("/account");
  const name = "Христофоренко".repeat(5).slice(0, 60);
  await volunteer
    .getByLabel(/^Name|^Your name/)
    .first()
    .fill(name);
  await press(volunteer, "Save");

  const { page: board } = await open("coordinator");
  await signIn(board, "hanna");
  await board.goto("/board/shifts/new");
  await board.getByLabel("Place", { exact: true }).fill("Палац спорту");
  const at = (hours: number) => wallTime(new Date(Date.now() + hours * 3_600_000), "Europe/Kyiv");
  await board.getByLabel("From").fill(at(24 * 15));
  await board.getByLabel("To", { exact: true }).fill(at(24 * 15 + 3));
  await board.getByLabel("Places", { exact: true }).first().fill("1");
  await board.getByLabel("Minimum needed").first().fill("1");
  await press(board, "Publish");
  await expect(board.getByText("1 below the minimum")).toBeVisible();
  const sheet = board.url();
  await volunteer.goto(sheet.replace("/board", ""));
  await press(volunteer, "Sign up");

  await board.goto(`${sheet}/list`);
  await expect(board.getByText(name)).toBeVisible();
  // A4 between its margins, 190 mm wide.
  await board.setViewportSize({ width: 718, height: 1000 });
  await board.emulateMedia({ media: "print" });
  const paper = await board.evaluate(() => {
    const millimetres = (element: Element | undefined) =>
      ((element?.getBoundingClientRect().width ?? 0) * 25.4) / 96;
    const heads = [...document.querySelectorAll(".paper-list thead th")].map(millimetres);
    const table = document.querySelector(".paper-list")!;
    return { heads, inside: table.scrollWidth <= document.documentElement.clientWidth };
  });
  const [arrival, leaving, signature] = paper.heads.slice(-3) as [number, number, number];
  expect(arrival).toBeGreaterThanOrEqual(15.5);
  expect(leaving).toBeGreaterThanOrEqual(15.5);
  expect(signature).toBeGreaterThanOrEqual(34.5);
  expect(paper.inside).toBe(true);

  await board.emulateMedia({ media: "screen" });
  await board.setViewportSize({ width: 360, height: 740 });
  for (const path of [sheet, `${sheet}/list`]) {
    await board.goto(path);
    await expectAccessible(board);
  }
});
