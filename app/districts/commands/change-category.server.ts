import { and, eq } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import type { Ctx } from "../../platform/context.server";
import { done, type Result, refuse } from "../../platform/types";
import type { CategoryForm } from "../form";
import { mayKeepCity } from "../policy";

const columnsOf = (form: CategoryForm) => ({
  names: { en: form.en, et: form.et, uk: form.uk, ru: form.ru },
  examples: { en: form.exampleEn, et: form.exampleEt, uk: form.exampleUk, ru: form.exampleRu },
  unit: form.unit,
  priority: form.priority,
  position: form.position,
  active: form.active,
});

/** Adds a kind of help. Refuses: `forbidden`, `category.taken`. */
export async function addCategory(ctx: Ctx, form: CategoryForm): Promise<Result<null>> {
  if (!mayKeepCity(ctx.actor)) return refuse("forbidden");
  return ctx.db.transaction(async (tx) => {
    const [added] = await tx
      .insert(category)
      .values({ code: form.code, ...columnsOf(form) })
      .onConflictDoNothing()
      .returning({ id: category.id });
    if (!added) return refuse("category.taken");
    const line = { type: "category.added", thingId: added.id } as const;
    await record(tx, ctx, line);
    return done(null);
  });
}

/** Changes a kind of help; requests of it stay what they are. Refuses: `forbidden`, `category.unknown`, `conflict`. */
export async function changeCategory(ctx: Ctx, form: CategoryForm): Promise<Result<null>> {
  if (!mayKeepCity(ctx.actor)) return refuse("forbidden");
  return ctx.db.transaction(async (tx) => {
    const [known] = await tx
      .select({ id: category.id, version: category.version })
      .from(category)
      .where(eq(category.code, form.code))
      .for("update");
    if (!known) return refuse("category.unknown");
    if (known.version !== form.version) return refuse("conflict", await lastChange(tx, known.id));
    await tx
      .update(category)
      .set({ ...columnsOf(form), version: known.version + 1 })
      .where(and(eq(category.id, known.id), eq(category.version, known.version)));
    const line = { type: "category.changed", thingId: known.id } as const;
    await record(tx, ctx, line);
    return done(null);
  });
}
