import { describe, expect, it } from "vitest";
import { shortName } from "./short-name";

describe("a district's name in a line", () => {
  it.each([
    ["Сихівський район", "Сихівський"],
    ["Sykhivskyi District", "Sykhivskyi"],
    ["Põhja-Tallinna linnaosa", "Põhja-Tallinna"],
    ["Sõhhivi rajoon", "Sõhhivi"],
    ["Район Замоскворечье", "Замоскворечье"],
    ["Old Town", "Old Town"],
    ["Район", "Район"],
    ["Districtville", "Districtville"],
    ["Мікрорайон 4", "Мікрорайон 4"],
  ])("%s is %s", (name, said) => {
    expect(shortName(name)).toBe(said);
  });
});
