import { expect, it } from "vitest";
import { passwordFault } from "./password";

const own = { name: "Olena Koval", email: "olena.koval@mail.example" };

it.each([
  ["kurz", "password_short"],
  ["1234567890", "password_common"],
  ["Password123", "password_common"],
  ["ababababab", "password_common"],
  ["Olena Koval", "password_own"],
  ["olena.koval@mail.example", "password_own"],
  ["a".repeat(300), "password_long"],
  ["сім синіх чайників", null],
  ["correct horse", null],
])("the password %s is %s", (password, fault) => {
  expect(passwordFault(password, own)).toBe(fault);
});
