import { city } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import type { AboutForm } from "../form";
import { ABOUT_FIELDS, type About } from "../types";

/** The city is one and has no id; the record names it by this. */
const THE_CITY = "00000000-0000-0000-0000-000000000000";

/** Who runs the site and whom one can ask. Refuses: `forbidden`. */
export async function setAbout(ctx: Ctx<Member>, form: AboutForm): Promise<Result<null>> {
  if (!ctx.actor.administrator) return refuse("forbidden");
  const about: About = Object.fromEntries(
    ABOUT_FIELDS.flatMap((field) => (form[field] ? [[field, form[field]]] : [])),
  );
  return ctx.db.transaction(async (tx) => {
    await tx.update(city).set({ about });
    await record(tx, ctx, { type: "city.about_set", thingId: THE_CITY });
    return done(null);
  });
}
