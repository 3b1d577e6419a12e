import { expect, it } from "vitest";
import { chooseLocale } from "./choose";

const choose = (wishes: Partial<Parameters<typeof chooseLocale>[0]>) =>
  chooseLocale({ asked: null, cookie: null, accepted: "", ...wishes }, ["uk", "en", "ru", "et"]);

it("a language that was asked for wins, then the cookie, the browser, the city", () => {
  expect(choose({ asked: "et", cookie: "ru", accepted: "en" })).toBe("et");
  expect(choose({ asked: "xx", cookie: "ru", accepted: "en" })).toBe("ru");
  expect(choose({ accepted: "de, en;q=0.4, ru-RU;q=0.8" })).toBe("ru");
  expect(choose({ accepted: "de" })).toBe("uk");
});
