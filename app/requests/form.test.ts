import { describe, expect, it } from "vitest";
import { helpForm, takeForm } from "./form";

const typed = { category: "water", details: "вода", people: "2", phone: "067 123 45 67" };
const read = (form: object) => helpForm.parse({ ...typed, ...form });
const errors = (form: object) => {
  const parsed = helpForm.safeParse(form);
  return Object.fromEntries(
    (parsed.error?.issues ?? []).map(({ path, message }) => [path.join(), message]),
  );
};

describe("a cry for help is taken", () => {
  it.each([
    ["with a kind and a phone alone", { category: "water", phone: "067 123 45 67" }],
    ["with words and an address of mail alone", { details: "вода", email: "olena@ex.ua" }],
    ["with a phone that nobody can read, and mail", { ...typed, phone: "12", email: "o@ex.ua" }],
    ["with mail that nobody can read, and a phone", { ...typed, email: "olena@" }],
    ["with the number of whom it is for alone", { category: "water", forPhone: "067 123 45 67" }],
    ["without a place, without words", { category: "medicine", phone: "12345", district: "" }],
  ])("%s", (_, form) => {
    expect(errors(form)).toEqual({});
  });

  it.each([
    ["email", "olena@", { email: "" }],
    ["hours", "абв", { hours: null }],
    ["people", "родина", { people: 1 }],
    ["people", "0", { people: 1 }],
    ["people", "1,5", { people: 1 }],
    ["people", "99999", { people: 1 }],
    ["hours", "до вечора", { hours: null }],
    ["hours", "721", { hours: null }],
    ["email", `${"x".repeat(400)}@ex.ua`, { email: "" }],
    ["vulnerable", "dragon", { vulnerable: [] }],
  ])("whatever stands in %s: %s", (field, text, value) => {
    expect(read({ [field]: text })).toMatchObject({ ...value, illegible: { [field]: text } });
  });

  it("with all that is too long for its field, and nothing of it lost", () => {
    const long = "ж".repeat(5_000);
    const { details, address, illegible } = read({ details: long, address: long });
    expect(details + illegible.details).toBe(long);
    expect(address).toBe("ж".repeat(300));
    expect(illegible.address).toBe(long);
    const pairs = read({ details: `x${"🔥".repeat(1_500)}` });
    expect(pairs.details).toHaveLength(1_999);
  });

  it("read as people write: half an hour, a comma, full-width digits", () => {
    expect(read({ hours: "0,5", people: "３" })).toMatchObject({
      hours: 0.5,
      people: 3,
      illegible: {},
    });
    expect(read({ people: " 2 ", hours: 4 })).toMatchObject({ hours: 4, people: 2, illegible: {} });
    expect(read({ people: "" })).toMatchObject({ people: 1, illegible: {} });
  });
});

describe("what has to be refused", () => {
  it("is all said at once", () => {
    expect(errors({})).toEqual({ category: "category", phone: "reach" });
    expect(errors({ phone: "12", email: "olena@", details: " " })).toEqual({
      category: "category",
      phone: "phone",
      email: "email",
    });
    expect(errors({ details: "вода", email: "olena@" })).toEqual({ email: "email" });
  });

  it("at the coordinator's too, with what only that asks", () => {
    const { error } = takeForm.safeParse({ channel: "pigeon", locale: "uk", phone: "12" });
    expect(error!.issues.map(({ path }) => path.join()).sort()).toEqual([
      "category",
      "channel",
      "phone",
    ]);
  });
});
