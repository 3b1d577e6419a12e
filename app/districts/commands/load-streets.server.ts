import { street } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, refuse } from "../../platform/types";
import { streetsForm } from "../form";
import { mayKeepCity } from "../policy";
import { keysOfStreet } from "../rules/street-name";
import type { StreetReport } from "../rules/streets";
import { THE_CITY } from "./set-about.server";

const AT_ONCE = 1_000;

/**
 * A list of the city's streets takes the place of the one before. To read a file is slow, so whoever sends it has read it before:
 * `report` is what `readStreets` made of it. Requests are placed anew by what reacts. Refuses: `district.wrong_file`.
 */
export const loadStreets = command({
  name: "city.load-streets",
  input: streetsForm,
  may: mayKeepCity,
  run: async (tx, ctx: Inside & { report: StreetReport }) => {
    const { streets, problem } = ctx.report;
    if (problem) return refuse("district.wrong_file");
    await tx.delete(street);
    const rows = streets.map((one) => ({ ...one, keys: keysOfStreet(one.names) }));
    for (let at = 0; at < rows.length; at += AT_ONCE)
      await tx.insert(street).values(rows.slice(at, at + AT_ONCE));
    const data = { streets: rows.length };
    await record(tx, ctx, { type: "city.streets_loaded", thingId: THE_CITY, data });
    return done(data);
  },
});
