import { describe, expect, it } from "vitest";
import { beginsEmail, proves, readCode, readProof } from "./look-up";

describe("a code", () => {
  it.each([
    "12345678",
    "1234 5678",
    "1234-5678",
    "1234–5678",
    "1234.5678",
    "１２３４５６７８",
    "\u206612 34 56 78\u2069",
    "1234 / 5678",
    "№ 1234 5678",
    "код: 1234-5678",
    "#12345678",
    "1234_5678",
    "١٢٣٤٥٦٧٨",
    "1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
    "12345678.",
  ])("is read as it was written down: %s", (typed) => {
    expect(readCode(typed)).toBe("12345678");
  });

  it.each([
    "1234567",
    "123456789",
    "1234567a",
    "12345678a",
    "l2345678",
    "1234 код 5678",
    "",
  ])("is not %s", (typed) => {
    expect(readCode(typed)).toBeNull();
  });
});

describe("how somebody can be reached", () => {
  it.each([
    ["4567", "4567"],
    ["45 67", "4567"],
    ["４５６７", "4567"],
    ["+380 (67) 123-45-67", "4567"],
    ["067/123.45–67", "4567"],
    ["тел. 4567", "4567"],
    ["**4567", "4567"],
    ["…45-67", "4567"],
    ["٤٥٦٧", "4567"],
  ])("is the end of a phone: %s", (typed, digits) => {
    expect(readProof(typed)).toMatchObject({ digits });
  });

  it.each(["", "12", "ol", " o "])("is not told by %s", (typed) => {
    expect(readProof(typed)).toBeNull();
  });

  it.each([
    ["ole", "olena@ex.ua", true],
    ["Olena@EX.ua", "olena@ex.ua", true],
    ["olenaX", "olena@ex.ua", false],
    ["lena", "olena@ex.ua", false],
    ["ab", "ab@ex.ua", false],
    ["ab@", "ab@ex.ua", false],
    ["ab@ex.ua", "ab@ex.ua", true],
    ["", "", false],
    ["4567", "4567890@ex.ua", true],
  ])("begins an e-mail: %s of %s, %s", (typed, email, fits) => {
    expect(beginsEmail(readProof(typed)?.beginning ?? "", email)).toBe(fits);
  });
});

describe("what shows that a request is somebody's", () => {
  it.each([
    ["4567", "+380671234567", "", true],
    ["4568", "+380671234567", "", false],
    ["ole", "", "olena@ex.ua", true],
    ["ole", "+380671234567", "olena@ex.ua", false],
    ["4567", "", "4567890@ex.ua", true],
    ["0000", "", "", false],
  ])("%s, of the phone %s and the e-mail %s: %s", (typed, phone, email, shown) => {
    expect(proves(readProof(typed)!, { phone, email })).toBe(shown);
  });
});
