import { describe, expect, it } from "vitest";
import { readDragged, withoutDragged } from "./dragged";

const ID = "8c5f2f0e-6a5c-4e0f-9d0e-1f2a3b4c5d6e";
const read = (query: string) => readDragged(new URLSearchParams(query));

describe("who was dragged onto a request", () => {
  it("is somebody, or the cells of a symbol", () => {
    expect(read(`person=${ID}`)).toEqual({ personId: ID, cells: [] });
    expect(read("cell=49.83,24.02&cell=49.84,24.03").cells).toEqual([
      { lat: 49.83, lon: 24.02 },
      { lat: 49.84, lon: 24.03 },
    ]);
  });

  it("is nobody where the address says nothing that can be meant", () => {
    for (const query of [
      "",
      "person=",
      "person=1",
      "person=%00",
      "cell=",
      "cell=a,b",
      "cell=1,2,3",
    ])
      expect(read(query), query).toEqual({ personId: null, cells: [] });
    expect(read("cell=1,2&".repeat(500)).cells).toHaveLength(60);
  });

  it("is not in the address that is gone back to", () => {
    expect(withoutDragged(`?pane=people&person=${ID}`)).toBe("?pane=people");
    expect(withoutDragged("?cell=49.83,24.02&cell=49.84,24.03")).toBe("");
  });
});
