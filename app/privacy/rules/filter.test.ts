import { describe, expect, it } from "vitest";
import { filterQuery, instantsOf, readRecordFilter } from "./filter";

const read = (query: string) => readRecordFilter(new URLSearchParams(query));

describe("a filter of the record", () => {
  it("leaves out what makes no sense", () => {
    const filter = read("show=x&kind=nothing&from=yesterday&to=2026-13&after=-1&who=%20%20");
    expect(filterQuery(filter)).toBe("show=deeds");
    expect(filter.after).toBeNull();
  });

  it("knows things and types of lines, and of looks whose details", () => {
    expect(read("kind=request").kind).toBe("request");
    expect(read("kind=request.triaged").kind).toBe("request.triaged");
    expect(read("show=looks&kind=request").kind).toBe("");
    expect(read("show=looks&kind=owner").kind).toBe("owner");
  });

  it("counts days by the city's calendar", () => {
    const { begins, ends } = instantsOf({ from: "2026-11-23", to: "2026-11-23" }, "Europe/Kyiv");
    expect(begins?.toISOString()).toBe("2026-11-22T22:00:00.000Z");
    expect(ends?.toISOString()).toBe("2026-11-23T22:00:00.000Z");
  });
});
