import { describe, expect, it } from "vitest";
import { newOfferForm } from "./form";

const read = (sent: object) =>
  newOfferForm({ city: { zone: "Europe/Kyiv" } }).safeParse({
    title: "Honda",
    district: "north",
    ...sent,
  });

describe("how much is offered", () => {
  it.each([
    ["is read in the field of the chosen kind", { kind: "water", "quantity-water": "19,5" }, 19.5],
    [
      "is not that of a kind that was not chosen",
      { kind: "fuel", "quantity-water": "60", "quantity-fuel": "20", "quantity-generator": "1" },
      20,
    ],
    ["may be sent without a form", { kind: "generator", quantity: 3 }, 3],
    ["is known by the kind's whole code", { kind: "warm_room", "quantity-warm_room": "4" }, 4],
  ])("%s", (_, sent, quantity) => {
    expect(read(sent)).toMatchObject({ success: true, data: { quantity } });
  });

  it.each([
    ["left empty", { kind: "water", "quantity-water": "" }],
    ["only said of another kind", { kind: "water", "quantity-fuel": "3" }],
    ["not a number", { kind: "water", "quantity-water": "багато" }],
    ["nothing", { kind: "water", "quantity-water": "0" }],
  ])("is asked for where it is %s", (_, sent) => {
    const answer = read(sent);
    expect(answer.error?.issues.map(({ path }) => path[0])).toContain("quantity");
  });
});
