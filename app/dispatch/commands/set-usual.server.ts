import { eq } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { resourceKind } from "../../../drizzle/schema/resources";
import { usualHelp } from "../../../drizzle/schema/usual-help";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { mayKeepCity } from "../../districts/policy";
import { command } from "../../platform/command.server";
import { done, refuse } from "../../platform/types";
import { usualForm } from "../form";

/**
 * Says what a kind of help usually takes; tasks that there are stay what they are. Refuses: `category.unknown`, `kind.unknown`,
 * `conflict`.
 */
export const setUsual = command({
  name: "category.set-usual",
  input: usualForm,
  may: mayKeepCity,
  run: async (tx, ctx, { code, version, thing, amount, bulky, ...rest }) => {
    const [known] = await tx
      .select({ id: category.id })
      .from(category)
      .where(eq(category.code, code))
      .for("update");
    if (!known) return refuse("category.unknown");
    const [kind] = thing
      ? await tx
          .select({ id: resourceKind.id })
          .from(resourceKind)
          .where(eq(resourceKind.code, thing))
      : [];
    if (thing && !kind) return refuse("kind.unknown");
    const [stands] = await tx
      .select({ version: usualHelp.version })
      .from(usualHelp)
      .where(eq(usualHelp.categoryId, known.id));
    if ((stands?.version ?? 0) !== version)
      return refuse("conflict", await lastChange(tx, known.id));
    const said = {
      ...rest,
      kindId: kind?.id ?? null,
      amount: kind ? amount : null,
      bulky: kind ? bulky : false,
    };
    await tx
      .insert(usualHelp)
      .values({ categoryId: known.id, ...said })
      .onConflictDoUpdate({ target: usualHelp.categoryId, set: { ...said, version: version + 1 } });
    await record(tx, ctx, { type: "category.usual_set", thingId: known.id });
    return done(null);
  },
});
