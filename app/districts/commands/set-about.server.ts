import { city } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import { done } from "../../platform/types";
import { aboutForm } from "../form";
import { mayKeepCity } from "../policy";
import { ABOUT_FIELDS, type About } from "../types";

/** The city is one and has no id; the record names it by this. */
export const THE_CITY = "00000000-0000-0000-0000-000000000000";

/** Who runs the site and whom one can ask. */
export const setAbout = command({
  name: "city.set-about",
  input: aboutForm,
  may: mayKeepCity,
  run: async (tx, ctx, form) => {
    const about: About = Object.fromEntries(
      ABOUT_FIELDS.flatMap((field) => (form[field] ? [[field, form[field]]] : [])),
    );
    await tx.update(city).set({ about });
    await record(tx, ctx, { type: "city.about_set", thingId: THE_CITY });
    return done(null);
  },
});
