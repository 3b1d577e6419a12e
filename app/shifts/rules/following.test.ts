import { describe, expect, it } from "vitest";
import { takeOver, takeOverRoles } from "./following";

const role = (id: string | undefined, title: string, capacity = 2) => ({
  id,
  title,
  capacity,
  minimum: 1,
  skills: [],
});
const tea = role("a1", "Tea");
const door = role("a2", "Door");
const [ownTea, ownDoor, ownDriver] = [
  role("b1", "Tea"),
  role("b2", "Door", 5),
  role("b3", "Driver"),
];

describe("what a later shift of a series takes over", () => {
  it("is what was touched, and nothing that was changed for it alone", () => {
    const before = { place: "School", contact: "Olha", briefing: "" };
    const own = { place: "Museum", contact: "Olha", briefing: "Bring a torch." };
    expect(takeOver(before, { ...before, contact: "Iryna" }, own)).toEqual({
      ...own,
      contact: "Iryna",
    });
    expect(takeOver(before, { ...before, place: "Gym" }, own).place).toBe("Gym");
    expect(takeOver({ opens: null }, { opens: null }, { opens: 5 } as never)).toEqual({ opens: 5 });
  });

  it.each([
    ["a role that only it has stays", [tea, door], [ownTea, ownDoor, ownDriver]],
    [
      "a touched one is taken over by its order",
      [{ ...tea, capacity: 4 }, door],
      [{ ...ownTea, capacity: 4 }, ownDoor, ownDriver],
    ],
    [
      "a new one comes along",
      [tea, door, role(undefined, "Soup")],
      [ownTea, ownDoor, role(undefined, "Soup"), ownDriver],
    ],
    ["one that is gone goes", [door], [ownDoor, ownDriver]],
    [
      "without ids their order says which is which",
      [role(undefined, "Tea"), role(undefined, "Door", 9)],
      [ownTea, { ...role("b2", "Door", 9) }, ownDriver],
    ],
  ])("of roles: %s", (_, wish, left) => {
    expect(takeOverRoles([tea, door], wish, [ownTea, ownDoor, ownDriver])).toEqual(left);
  });

  it("of roles: one that was taken away for it alone stays away", () => {
    expect(takeOverRoles([tea, door], [tea, door], [ownTea])).toEqual([ownTea]);
  });
});
