import { describe, expect, it } from "vitest";
import { filterQuery, readFilter } from "./filter";

const read = (query: string) => readFilter(new URLSearchParams(query));

describe("a board's filter", () => {
  it("is the same after a way through the address", () => {
    const query =
      "?lane=send&priority=high&category=water&district=none&incident=0f8fad5b-d9cb-469f-a165-70867728950e&q=Oksana";
    expect(filterQuery(read(query))).toBe(query);
    expect(filterQuery(read("?show=ended&q=7"), { search: "" })).toBe("?show=ended");
    expect(filterQuery(read("?lane=send&pane=people"), { pane: "map" })).toBe(
      "?lane=send&pane=map",
    );
  });

  it("leaves out what makes no sense", () => {
    const nonsense = "?show=all&lane=nowhere&priority=huge&after=1%20or%201&pane=none&incident=all";
    expect(filterQuery(read(nonsense))).toBe("");
  });
});
