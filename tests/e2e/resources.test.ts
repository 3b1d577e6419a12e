import { expect, expectAccessible, press, signIn, test } from "./naaber";

test("a neighbour's generator is lent, fetched, brought back and home again", async ({ open }) => {
  // Its owner offers it, on a phone; a slip comes back with all that was typed.
  const { page: owner } = await open("volunteer");
  await signIn(owner, "sofia");
  await owner.goto("/offers");
  await expectAccessible(owner);
  await owner.getByRole("link", { name: "Offer something" }).first().click();
  await owner.getByRole("radio", { name: "Generator", exact: true }).check();
  await owner
    .getByLabel(/^Power/)
    .first()
    .fill("three");
  await owner.getByLabel("Describe it in a few words").fill("Könner KS 3000, 25 m of cable");
  await owner.getByLabel("How many?").filter({ visible: true }).fill("2");
  await owner.getByLabel("District").selectOption("frankivskyi");
  await owner.getByLabel("Address").fill("вул. Наукова, 5");
  await press(owner, "Send offer");
  await expect(owner.getByRole("alert")).toContainText("Enter a number here.");
  await expectAccessible(owner);
  await owner
    .getByLabel(/^Power/)
    .first()
    .fill("3");
  await press(owner, "Send offer");
  await expect(owner.getByRole("heading", { level: 1 })).toHaveText(
    "Könner KS 3000, 25 m of cable",
  );
  await expect(owner.getByText("We will call you").first()).toBeVisible();
  const sheet = owner.url();

  // A coordinator calls, verifies it and reserves it for a task nearby, but not more than there is.
  const { page: board } = await open("coordinator");
  await signIn(board, "hanna");
  await board.goto("/board/resources?show=fresh");
  await expectAccessible(board);
  await board.getByRole("link", { name: /Könner/ }).click();
  await expectAccessible(board);
  await press(board, "Verify after a call");
  await board.goto("/board/tasks");
  await board.getByRole("link", { name: /^Food/ }).first().click();
  await board.waitForURL(/\/board\/tasks\/[\w-]{36}/);
  const task = board.url();
  await board.getByRole("link", { name: "Find and reserve" }).click();
  await board.getByLabel("Search").fill("konner cabel");
  await press(board, "Apply filters");
  await expectAccessible(board);
  const line = board.getByRole("row", { name: /Könner/ });
  await line.getByRole("textbox").fill("3");
  await line.getByRole("button", { name: "Reserve" }).click();
  await expect(board.getByRole("alert")).toContainText("only 2 left");
  await line.getByRole("textbox").fill("2");
  await line.getByRole("button", { name: "Reserve" }).click();
  await expect(board.locator("#supplies")).toContainText("Könner");
  await expectAccessible(board);

  // The volunteer fetches both from the owner, and brings them back.
  const { page: volunteer } = await open("volunteer", { locale: "uk-UA" });
  await signIn(volunteer, "halyna", "uk");
  await volunteer.goto(new URL(task).pathname.replace("/board", ""));
  await expect(volunteer.getByText("вул. Наукова, 5")).toBeVisible();
  await expectAccessible(volunteer);
  // What is signed at the door, with the task's number and until when.
  const paper = volunteer.locator("section", { hasText: "Könner" }).last();
  await paper.getByRole("link", { name: "Бланк передачі для друку" }).click();
  await expect(volunteer.getByRole("heading", { level: 1 })).toHaveText("Бланк передачі");
  // Not by name: another test of the run gives this owner a longer one.
  await expect(volunteer.getByText("Від кого (власник)")).toBeVisible();
  await expectAccessible(volunteer);
  await volunteer.getByRole("link", { name: "Назад" }).click();
  const fetching = volunteer.locator("section", { hasText: "Könner" }).last();
  await fetching.getByLabel("Скільки ви отримали?").fill("2");
  await fetching.getByRole("button", { name: "Уже в мене" }).click();
  await expect(volunteer.locator("[aria-busy]")).toHaveCount(0);
  await owner.goto(sheet);
  await expect(owner.getByText(/^2\sitems lent out, due back by/)).toBeVisible();
  await expectAccessible(owner);
  await owner.locator("summary", { hasText: "Withdraw" }).click();
  await press(owner, "Yes, withdraw it");
  await expect(owner.getByRole("alert")).toContainText("still reserved");
  const bringing = volunteer.locator("section", { hasText: "Könner" }).last();
  await bringing.getByLabel("Скільки повертаєте?").fill("9");
  await bringing.getByRole("button", { name: "Повернуто" }).click();
  await expect(volunteer.getByRole("alert")).toContainText("щонайбільше 2");
  await expectAccessible(volunteer);
  await volunteer.getByLabel("Скільки повертаєте?").fill("2");
  await press(volunteer, "Повернуто");
  await expect(volunteer.getByText("Könner")).toHaveCount(0);

  // Its owner sees it home.
  await owner.goto(sheet);
  await expect(owner.getByText("All with the owner")).toBeVisible();
  await expect(owner.getByText("Returned", { exact: true })).toBeVisible();
  await expect(owner.getByText("вул. Червоної")).toHaveCount(0);

  // It isn't so: the owner says it by one press, and the coordinator has it to settle.
  await owner.locator("summary", { hasText: "Is something not back with you?" }).click();
  await expectAccessible(owner);
  await press(owner, /^It is not back/);
  await expect(owner.getByRole("status")).toContainText("You told us that it is not back");
  await expectAccessible(owner);
  await board.goto("/board/resources");
  const trouble = board.getByRole("listitem").filter({ hasText: "Not back, says the owner" });
  await expect(trouble).toContainText("Könner");
  await expectAccessible(board);
  await trouble.getByRole("button", { name: "Settled" }).click();
  await expect(trouble).toHaveCount(0);
});

test("somebody without an account offers something, without JavaScript", async ({ open }) => {
  const { page } = await open("resident", { script: false, locale: "uk-UA" });
  await page.goto("/");
  await page.getByRole("link", { name: "Запропонувати річ чи місце" }).click();
  await page.getByRole("radio", { name: "Вода" }).check();
  await page.getByLabel("Опишіть кількома словами").fill("Джерельна вода");
  await page.getByLabel("Скільки літрів?").filter({ visible: true }).fill("60");
  await page.getByLabel("Адреса").fill("вул. Зелена, 12");
  await page.getByLabel("Ваше ім’я").fill("Оля");
  await press(page, "Надіслати пропозицію");
  await expect(page.getByRole("alert")).toContainText("Вкажіть номер телефону");
  await expect(page.getByLabel("Опишіть кількома словами")).toHaveValue("Джерельна вода");
  await page.getByLabel("Ваш номер телефону").fill("067 505 40 30");
  await press(page, "Надіслати пропозицію");
  // The page of the private link: it stays the owner's way to what they have offered.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Джерельна вода");
  await expect(page.getByText("Ми вам зателефонуємо")).toBeVisible();
  await press(page, "Призупинити");
  await press(page, "Пропонувати знову");
  await page.getByText("Відкликати", { exact: true }).click();
  await press(page, "Так, відкликати");
  await expect(page.getByText("Відкликано")).toBeVisible();
  await press(page, "Пропонувати знову");
  await page.getByRole("link", { name: "Змінити" }).click();
  await page.getByLabel("Скільки літрів?").fill("40");
  await press(page, "Зберегти");
  await expect(page.getByText("40 л")).toBeVisible();
  await page.getByRole("link", { name: "Бланк передачі для друку" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Бланк передачі");
  await expect(page.getByText("40 л")).toBeVisible();
  await expect(page.getByText("Хто відшкодує шкоду, тут не визначено")).toBeVisible();
});

test("a table of an organisation's stock comes in whole or not at all", async ({ open }) => {
  const { page } = await open("coordinator");
  await signIn(page, "hanna");
  await page.goto("/board/resources/table");
  const bring = async (text: string) => {
    const buffer = Buffer.from(text);
    await page
      .getByLabel("File (CSV)")
      .setInputFiles({ name: "stock.csv", mimeType: "text/csv", buffer });
    await press(page, "Check the file");
  };
  const header = "kind,title,quantity,district,generator-power\n";
  const good = "generator,Червоний Хрест: генератор,3,frankivskyi,5.5\n";
  await bring(`${header}${good}lamp,Ліхтарі,forty,frankivskyi,\n`);
  await expect(page.getByText("1 has to be corrected first")).toBeVisible();
  await expect(page.getByText("There is no such kind.")).toBeVisible();
  await expectAccessible(page);
  await bring(header + good);
  await press(page, "Import");
  await expect(page.getByRole("status")).toContainText("1 offer imported");
  await expectAccessible(page);
  await bring(header + good);
  await expect(page.getByText("already there")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import" })).toHaveCount(0);

  // A warning where it runs low, and the same numbers in a table.
  await page.goto("/board/resources/stock?district=frankivskyi");
  const line = page.getByRole("row", { name: /^Generator/ }).first();
  await line.getByRole("textbox").fill("50");
  await line.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/: low$/)).toBeVisible();
  await page.locator("summary", { hasText: "Free by hour" }).click();
  await expectAccessible(page);
});
