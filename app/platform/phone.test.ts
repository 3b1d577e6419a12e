import { describe, expect, it } from "vitest";
import { digitsToFind, lastDigits, normalPhone, readPhone } from "./phone";

const UKRAINE = "380";
const ESTONIA = "372";

describe("a phone number", () => {
  it.each([
    ["067 123 45 67", UKRAINE, "+380671234567"],
    ["+38 (067) 123-45-67", ESTONIA, "+380671234567"],
    ["5123 4567", ESTONIA, "+37251234567"],
    ["+380 (0) 67 123 45 67", ESTONIA, "+380671234567"],
    ["38 067 123 45 67", UKRAINE, "+380671234567"],
    ["tel:+380671234567", UKRAINE, "+380671234567"],
    ["600 1234", ESTONIA, "+3726001234"],
    ["032 297 59 11", UKRAINE, "+380322975911"],
  ])("%s in +%s is %s", (typed, callingCode, expected) => {
    expect(normalPhone(typed, callingCode)).toBe(expected);
  });

  it.each([
    ["\u202a+380671234567\u202c", "marks of direction"],
    ["\u2068067 123 45 67\u2069", "isolates"],
    ["067\u200b1234567", "a space without width"],
    ["067\u00ad123\u00ad45\u00ad67", "soft hyphens"],
    ["067\ufe0f1234567", "a variation selector"],
    ["\ufeff0671234567", "a byte order mark"],
    ["０６７１２３４５６７", "full-width digits"],
    ["067/123/45/67", "slashes"],
    ["067–123–45–67", "en dashes"],
    ["067\u2011123\u201145\u201167", "hyphens that don't break"],
    ["067\u00a0123\u00a045\u00a067", "spaces that don't break"],
    ["0038 067 123 45 67", "00 and a zero too many"],
    ["00380671234567", "00 before the country"],
    ["8-10-380-67-123-45-67", "8-10 before the country"],
    ["80671234567", "the trunk 8"],
    ["8 (067) 123-45-67", "the trunk 8 and brackets"],
    ["380671234567", "the country without its plus"],
    ["+00380671234567", "a plus and 00"],
    ["067 123 45 67 ext. 12", "an extension"],
    ["067 123 45 67 (сусідка)", "whose it is"],
    ["٠٦٧١٢٣٤٥٦٧", "Arabic digits"],
    ["+३८०६७१२३४५६७", "Devanagari digits"],
    ["0️⃣6️⃣7️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", "keys of an emoji"],
    ["067\u31641234567", "a filler that is a letter"],
    ["067\u034f123\u034f4567", "joiners of graphemes"],
    ["067_123_45_67", "low lines"],
    ["067*123*45*67", "asterisks"],
    ["067·123•45 67", "dots in the middle"],
    ["067.123.45.67", "dots"],
    ["++380671234567", "two pluses"],
    ["+067 123 45 67", "a plus and no country"],
    ["+8 067 123 45 67", "a plus and the trunk 8"],
    ["☎ 067 123 45 67", "a sign of a telephone"],
  ])("%j is read, with %s in it", (typed) => {
    expect(normalPhone(typed, UKRAINE)).toBe("+380671234567");
  });

  it("of another country is known with or without its plus, and by 00", () => {
    for (const typed of ["380671234567", "00380671234567", "+380671234567"])
      expect(normalPhone(typed, ESTONIA)).toBe("+380671234567");
    expect(normalPhone("00372 5551 2304", ESTONIA)).toBe("+37255512304");
    expect(normalPhone("00372 5551 2304", UKRAINE)).toBe("+37255512304");
    expect(normalPhone("+372 (0) 5551 2304", UKRAINE)).toBe("+37255512304");
  });

  it.each([
    ["0671234568", ESTONIA, "a Ukrainian number at home, in Estonia"],
    ["12", ESTONIA, "too short"],
    ["112", UKRAINE, "an emergency number"],
    ["1247", ESTONIA, "a short number"],
    ["123456789012", UKRAINE, "a card's digits"],
    ["mari55512304@mail.example", ESTONIA, "an e-mail address"],
    ["8 912 345 67 89", UKRAINE, "a number as it is dialled in Russia"],
    ["8 (912) 345-67-89", ESTONIA, "a number as it is dialled in Russia"],
    ["8765 4321", ESTONIA, "eight digits that no Estonian number has"],
    ["261-12-34", UKRAINE, "a land line without its town"],
    ["31.12.2026", ESTONIA, "a day"],
    ["49.84446", UKRAINE, "a latitude"],
    ["", UKRAINE, "nothing"],
  ])("is none: %s in +%s, %s", (typed, callingCode) => {
    expect(normalPhone(typed, callingCode)).toBeNull();
  });

  it("is recognised by its last four digits", () => {
    expect(lastDigits("+380 67 123 45 67")).toBe("4567");
  });
});

describe("what stands in a field for a phone", () => {
  it.each([
    ["067 123 45 09, 067 123 45 10", UKRAINE, "+380671234509"],
    ["067 123 45 09 / 067 123 45 10", UKRAINE, "+380671234509"],
    ["0671234509 0671234510", UKRAINE, "+380671234509"],
    ["80671234509; 80671234510", UKRAINE, "+380671234509"],
    ["5551-2313 / 5551-2314", ESTONIA, "+37255512313"],
    ["call Mari 5551 2313", ESTONIA, "+37255512313"],
    ["+372 5551 2315 ext 4", ESTONIA, "+37255512315"],
    ["067 123 45 09 (neighbour)", UKRAINE, "+380671234509"],
    ["067 123 45 09 050 123 45 10", UKRAINE, "+380671234509"],
    ["8 067 123 45 09, 8 050 123 45 10", UKRAINE, "+380671234509"],
    ["067 123 45 09 або 050 123 45 10", UKRAINE, "+380671234509"],
    ["5551 2313 või 644 1234", ESTONIA, "+37255512313"],
    ["55512313, 55512314", ESTONIA, "+37255512313"],
    ["після 18:00 067 123 45 09", UKRAINE, "+380671234509"],
    ["мама — 067 123 45 09", UKRAINE, "+380671234509"],
    ["тел. 067 123 45 09", UKRAINE, "+380671234509"],
    ["032 261 12 34 дод. 12", UKRAINE, "+380322611234"],
    ["644 1234 #12", ESTONIA, "+3726441234"],
    ["+380322611234,12", UKRAINE, "+380322611234"],
    ["viber://chat?number=+380671234509", UKRAINE, "+380671234509"],
  ])("%s: the first number is called, and all of it is kept", (typed, callingCode, phone) => {
    expect(readPhone(typed, callingCode)).toEqual({ phone, asTyped: typed });
  });

  it("is kept as it is where no number is valid in it", () => {
    expect(readPhone("0671234568", ESTONIA)).toEqual({ phone: "0671234568", asTyped: "" });
    // Of a number from elsewhere no part is called: 345 67 89 would be somebody in Estonia.
    expect(readPhone("8 (912) 345-67-89", ESTONIA)).toEqual({
      phone: "8 (912) 345-67-89",
      asTyped: "",
    });
    expect(readPhone("\u202a12345\u202c at the porter's", UKRAINE)).toEqual({
      phone: "12345 at the porter's",
      asTyped: "",
    });
  });

  it("keeps one number without anything beside it", () => {
    expect(readPhone("tel:067 123 45 67", UKRAINE)).toEqual({
      phone: "+380671234567",
      asTyped: "",
    });
  });

  it("is nothing to call back with fewer than five digits", () => {
    for (const typed of ["112", "1247", "none", "-"]) expect(readPhone(typed, ESTONIA)).toBeNull();
  });
});

describe("a number that is looked for", () => {
  it.each([
    ["0038097 765 88 21", "380977658821"],
    ["8-10-380-97-765-88-21", "380977658821"],
    ["80977658821", "380977658821"],
    ["0977658821", "380977658821"],
    ["+380977658821", "380977658821"],
    ["8821", "8821"],
    ["0977 65", "97765"],
    ["0000", "0000"],
    ["00-00", "0000"],
    ["тел. 097 765 88 21", "380977658821"],
    ["tel:+380977658821", "380977658821"],
    ["097 765 88 21 / 050 123 45 67", "380977658821"],
    ["٠٩٧٧٦٥٨٨٢١", "380977658821"],
  ])("%s is looked for as %s", (typed, digits) => {
    expect(digitsToFind(typed, UKRAINE)).toBe(digits);
  });

  it("is none in words, or with too few digits", () => {
    for (const typed of ["Zelena 112", "112", "", "flat 4455", "o0977658821@mail.example"])
      expect(digitsToFind(typed, UKRAINE)).toBeNull();
  });
});
