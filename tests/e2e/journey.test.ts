import { expect, expectAccessible, press, signIn, signOut, test } from "./naaber";

test("a resident's request becomes confirmed help", async ({ open }) => {
  // A resident on an old phone, without JavaScript.
  const { page: resident } = await open("resident", { script: false, locale: "uk-UA" });
  await resident.goto("/help");
  await resident.getByRole("radio", { name: /^Вода/ }).check();
  await resident
    .getByRole("textbox", { name: "Своїми словами" })
    .fill("20 літрів на шостий поверх");
  await resident.getByLabel("Район", { exact: true }).selectOption("sykhivskyi");
  await resident.getByLabel("Адреса", { exact: true }).fill("просп. Червоної Калини, 70, кв. 31");
  await resident.getByLabel("Номер телефону", { exact: true }).fill("067 909 80 70");
  await resident.getByLabel(/Електронна пошта/).fill("oresta@mail.example");
  await press(resident, "Попросити про допомогу");
  await expect(resident.getByRole("heading", { level: 1 })).toHaveText("Ми отримали ваш запит");
  const link = resident.url();
  const code = (await resident.locator(".code").innerText()).replace(/\D/g, "");

  // A coordinator of the district finds it by its phone number and triages it.
  const { page: board } = await open("coordinator");
  await signIn(board, "hanna");
  await expect(board.getByRole("heading", { level: 1 })).toHaveText("Requests for help");
  await board.getByLabel("Name, phone, address or code").fill("9098070");
  await press(board, "Search");
  await expect(board).toHaveURL(/q=9098070/);
  await board.locator("a.line-link").first().click();
  await expect(board.getByText(code.replace(/(\d{4})(?=\d)/, "$1 ")).first()).toBeVisible();
  await expect(board.getByText("просп. Червоної Калини, 70, кв. 31")).toBeVisible();
  await expectAccessible(board);
  const sheet = board.url();
  await board.getByRole("radio", { name: "High" }).check();
  await board.getByLabel("How much").fill("20");
  await board.getByLabel("Point on the map").fill("49.7938, 24.0579");
  await expectAccessible(board);
  await press(board, "Save and open next");
  await expect(board).not.toHaveURL(sheet);
  await board.goto(sheet);
  await expect(board.locator("#sheet").getByText("Triaged").first()).toBeVisible();
  await resident.reload();
  await expect(resident.getByRole("heading", { level: 1 })).toHaveText("Ваш запит прочитано");

  // A task is made of it and offered to a volunteer who lives near.
  await board.getByRole("link", { name: "Create task" }).click();
  await press(board, "Create task");
  await board.getByRole("checkbox", { name: "Ірина Савчук" }).check();
  await board.getByLabel("Why them anyway?").fill("lives next door");
  await expectAccessible(board);
  await press(board, "Offer the task");
  await expect(board.locator("#team").getByText("No answer yet")).toBeVisible();
  const taskPage = board.url().replace(/#.*/, "");

  // The volunteer on a phone: the address is hers only once she has said yes.
  const { page: volunteer } = await open("volunteer", { locale: "uk-UA" });
  await signIn(volunteer, "iryna", "uk");
  await volunteer.getByRole("link", { name: /Вода/ }).first().click();
  await expect(volunteer.getByText("просп. Червоної Калини")).toHaveCount(0);
  await expectAccessible(volunteer);
  await press(volunteer, "Беру");
  await expect(volunteer.getByText("просп. Червоної Калини, 70, кв. 31")).toBeVisible();
  await expectAccessible(volunteer);
  await press(volunteer, "Я в дорозі");

  // Asked whether she is still coming, she answers with one press.
  await board.goto(sheet);
  await press(board, "Still coming?");
  await expect(board.getByText(/^asked at .*no answer yet/)).toBeVisible();
  await volunteer.reload();
  await expect(volunteer.getByText("Чи чекати на вас?")).toBeVisible();
  await expectAccessible(volunteer);
  await volunteer.getByLabel(/^Коли ви будете/).selectOption("20");
  await press(volunteer, "Так, буду");
  await expect(volunteer.getByText(/що будете близько/)).toBeVisible();
  await board.reload();
  await expect(board.getByText(/^said at .*: coming, about/)).toBeVisible();
  await expectAccessible(board);

  // On a newer phone the page looks again by itself, and leaves what is being typed.
  const { page: watching } = await open("resident", { locale: "uk-UA" });
  await watching.clock.install();
  await watching.goto(link);
  const headline = watching.getByRole("heading", { level: 1 });
  await expect(headline).toHaveText("До вас уже йдуть");
  const words = watching.getByLabel("Додати повідомлення");
  await words.fill("Домофон не працює");
  await watching.waitForLoadState();
  await press(volunteer, "Я на місці");
  await watching.clock.fastForward("02:00");
  await expect(headline).not.toHaveText("До вас уже йдуть");
  await expect(watching.getByRole("status").first()).toHaveText(await headline.innerText());
  await expect(words).toHaveValue("Домофон не працює");
  // The page as it is after the step: a link of the page before goes as it is pressed.
  await expect(volunteer.getByRole("button", { name: "Я на місці" })).toHaveCount(0);
  await volunteer.getByRole("link", { name: "Зроблено" }).click();
  await expect(volunteer.getByLabel("Передано")).toHaveValue("20");
  await expectAccessible(volunteer);
  await press(volunteer, "Зроблено");
  await expect(volunteer.getByText("просп. Червоної Калини")).toHaveCount(0);

  // The coordinator confirms what came.
  await board.goto(taskPage);
  await board.getByRole("link", { name: "Confirm" }).click();
  await expectAccessible(board);
  await press(board, "Confirm");
  await expect(board.getByText("Confirmed").first()).toBeVisible();

  // The resident sees it in Ukrainian, and says that it came.
  await resident.goto(link);
  await expect(resident.getByRole("heading", { level: 1 })).toHaveText("Ви отримали допомогу?");
  // Whoever has the code alone is asked the same.
  const { page: byCode } = await open("resident", { locale: "uk-UA" });
  await byCode.goto("/track");
  await byCode.getByLabel("Код", { exact: true }).fill(code);
  await byCode.getByLabel(/^Останні чотири цифри/).fill("8070");
  await press(byCode, "Показати статус");
  await expect(byCode.getByRole("button", { name: "Ні або лише частково" })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await byCode.emulateMedia({ colorScheme });
    await expectAccessible(byCode);
  }
  // Where there is no network the answer waits on the phone; whoever thinks better of it has still given one.
  const { page: cutOff, context } = await open("resident", { locale: "uk-UA" });
  await cutOff.goto(link);
  await expect(cutOff.getByText("Видалити з телефона")).toBeVisible();
  await context.setOffline(true);
  await cutOff.reload();
  for (const answer of ["Ні або лише частково", "Так, мені допомогли"]) {
    await press(cutOff, answer);
    await expect(cutOff.locator("#unsent li")).toHaveText(new RegExp(`^${answer}`));
  }
  await expectAccessible(cutOff);
  await context.setOffline(false);
  await expect(cutOff.getByRole("heading", { level: 1 })).toHaveText("Ваш запит закрито");
  await expect(cutOff.locator("#sent li")).toHaveText(/^Так, мені допомогли/);
  await resident.reload();
  await expect(resident.getByRole("heading", { level: 1 })).toHaveText("Ваш запит закрито");

  // Whoever brought it reads so among what they have done, and on the task's page.
  await volunteer.goto("/tasks");
  const said = volunteer.getByText("Вам відповіли: «Так, мені допомогли»");
  await expect(said).toBeVisible();
  await expectAccessible(volunteer);
  await volunteer.getByRole("link").filter({ has: said }).click();
  await expect(said).toBeVisible();
  await expectAccessible(volunteer);

  // What went out on the way: mail to the resident, a text message to the volunteer.
  await board.goto("/mailbox");
  await expect(board.getByText("oresta@mail.example").first()).toBeVisible();
  await expect(board.getByText("+380671000002").first()).toBeVisible();
  await expect(board.getByText(`(${code})`).first()).toBeVisible();
});

test("a volunteer signs up, is verified and signs in with a code", async ({ open }) => {
  const { page } = await open("volunteer");
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Новенька Олеся");
  await page.getByLabel("Phone").fill("067 808 70 60");
  await page.getByLabel("Home district").selectOption("sykhivskyi");
  await page.getByLabel("Password").fill("short");
  await press(page, "Become a volunteer");
  await expect(page.getByRole("alert")).toContainText("ten characters");
  await expectAccessible(page);
  await page.getByLabel("Password").fill("five green lanterns");
  await press(page, "Become a volunteer");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Profile");
  await page.getByRole("checkbox", { name: "First aid" }).check();
  await expectAccessible(page);
  await press(page, "Save");
  await expect(page.getByRole("status").first()).toContainText("Saved");
  await page.goto("/account");
  await expect(page.getByText("Show this code to the coordinator")).toBeVisible();
  await expectAccessible(page);
  const shown = (await page.locator(".code").innerText()).replace(/\D/g, "");

  const { page: board } = await open("coordinator");
  await signIn(board, "hanna");
  await board.goto("/board/volunteers?standing=unverified");
  await board.getByRole("link", { name: "Новенька Олеся" }).click();
  await expect(board.locator("#sheet").getByText("not confirmed")).toBeVisible();
  await press(board, "Verify");
  await expect(board.getByRole("alert")).toContainText("Enter the code that");
  await board.getByLabel("Code in their account").fill(shown === "000000" ? "000001" : "000000");
  await press(board, "Verify");
  await expect(board.getByRole("alert")).toContainText("not the code that the account shows");
  await board.getByLabel("Code in their account").fill(shown);
  await expectAccessible(board);
  await press(board, "Verify");
  await expect(
    board.locator("#sheet").getByText("Verified volunteer", { exact: true }),
  ).toBeVisible();

  // Nothing of the account has ended; the code is not shown any more.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account");
  await expect(page.getByText("Show this code to the coordinator")).toHaveCount(0);
  await signOut(page);

  // Later the password is lost: the coordinator sees the person again, and the old one ends.
  await board.getByText("They have forgotten their password").click();
  await board.getByRole("checkbox", { name: /I have met them/ }).check();
  await expectAccessible(board);
  await press(board, "Confirm the number and end the old password");
  await press(board, "Make a sign-in code");
  await expectAccessible(board);
  const code = (await board.locator(".code").innerText()).replace(/\D/g, "");

  await page.goto("/sign-in/code");
  await page.getByLabel("Phone").fill("+380678087060");
  await page.getByLabel("Code").fill(code);
  await press(page, "Sign in");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My tasks");
  await expectAccessible(page);
});

test("an e-mail counts once the link in the mail was opened and confirmed", async ({ open }) => {
  const { page } = await open("volunteer");
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Лідія");
  await page.getByLabel("Email address").fill("lidiia@mail.example");
  await page.getByLabel("Password").fill("five green lanterns");
  await press(page, "Become a volunteer");
  await expect(page.getByText("We have emailed lidiia@mail.example")).toBeVisible();
  await expectAccessible(page);

  const { page: mail } = await open("coordinator");
  await mail.goto("/mailbox");
  const link = mail.getByRole("link", { name: /email-proofs/ }).first();
  await expect(async () => {
    await mail.reload();
    await expect(link).toBeVisible({ timeout: 1000 });
  }).toPass();
  const path = new URL((await link.getAttribute("href"))!).pathname;

  await mail.goto(`${path}?lang=en`);
  await expect(mail.getByText("Did you not enter this address yourself?")).toBeVisible();
  await expectAccessible(mail);
  await page.goto(path);
  await press(page, "Confirm this address");
  await expect(page.getByText("Confirmed: we will email this address.")).toBeVisible();
  await expectAccessible(page);
  await mail.goto(path);
  await expect(mail.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
});

test("an administrator invites a coordinator and loads boundaries after a report", async ({
  open,
}) => {
  const { page } = await open("coordinator");
  await signIn(page, "admin");
  for (const path of [
    "/admin/districts",
    "/admin/categories",
    "/admin/categories/water",
    "/admin/clocks",
    "/admin/kinds",
    "/admin/kinds/generator",
    "/admin/record",
    "/admin/record?show=looks",
    "/account/looks",
  ]) {
    await page.goto(path);
    await expectAccessible(page);
  }
  const swapped = {
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { code: "swapped", name: { en: "Swapped" } },
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [49.8, 24],
              [49.9, 24],
              [49.9, 24.1],
              [49.8, 24.1],
              [49.8, 24],
            ],
          ],
        },
      },
    ],
  };
  await page.goto("/admin/districts");
  await page.getByLabel("File").setInputFiles({
    name: "districts.geojson",
    mimeType: "application/geo+json",
    buffer: Buffer.from(JSON.stringify(swapped)),
  });
  await press(page, "Check the file");
  await expect(page.getByText("latitude and longitude are swapped")).toBeVisible();
  await expectAccessible(page);

  await page.goto("/admin/coordinators");
  await page.getByLabel("Name").fill("Orysia");
  await page.getByLabel("Email address").fill("orysia@city.example");
  await page
    .locator("form")
    .last()
    .getByRole("checkbox", { name: /Halytskyi/ })
    .check();
  await press(page, "Send invitation");
  const link = await page.locator("code").innerText();
  await expectAccessible(page);

  const { page: invited } = await open("coordinator");
  await invited.goto(`${link}?lang=en`);
  await invited.getByLabel("New password").fill("seven quiet rivers");
  await expectAccessible(invited);
  await press(invited, "Accept invitation");
  await expect(invited.getByRole("heading", { level: 1 })).toHaveText("Requests for help");
});

test("everything of the board works by keyboard, and on a phone", async ({ open }) => {
  const { page } = await open("coordinator");
  await signIn(page, "hanna");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Requests for help");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/board\/requests\//);
  await page.keyboard.press("/");
  await expect(page.getByLabel("Name, phone, address or code")).toBeFocused();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page);
  await page.goto("/board");
  await expectAccessible(page);
  for (const path of [
    "/board/tasks",
    "/board/shifts",
    "/board/shifts/new",
    "/board/volunteers",
    "/board/requests/new",
    "/board/tasks/new",
    "/board/resources",
    "/board/resources/stock",
    "/board/resources/table",
  ]) {
    await page.goto(path);
    await expectAccessible(page);
  }
});
