import { eq } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import { namesOf } from "../../platform/names";
import { done, type Names, refuse } from "../../platform/types";
import { type CategoryForm, categoryForm } from "../form";
import { mayKeepCity } from "../policy";

type Texts = { names?: Names; examples?: Names; advice?: object };

const columnsOf = (form: CategoryForm, { names, examples, advice }: Texts = {}) => ({
  names: namesOf(form, names),
  examples: namesOf(form, examples, "example"),
  advice: namesOf(form, advice, "advice"),
  unit: form.unit,
  priority: form.priority,
  position: form.position,
  active: form.active,
});

/** Adds a kind of help. Refuses: `category.taken`. */
export const addCategory = command({
  name: "category.add",
  input: categoryForm,
  may: mayKeepCity,
  run: async (tx, ctx, form) => {
    const [added] = await tx
      .insert(category)
      .values({ code: form.code, ...columnsOf(form) })
      .onConflictDoNothing()
      .returning({ id: category.id });
    if (!added) return refuse("category.taken");
    await record(tx, ctx, { type: "category.added", thingId: added.id });
    return done(null);
  },
});

/** Changes a kind of help; requests of it stay what they are. Refuses: `category.unknown`, `conflict`. */
export const changeCategory = command({
  name: "category.change",
  input: categoryForm,
  may: mayKeepCity,
  run: async (tx, ctx, form) => {
    const [known] = await tx
      .select()
      .from(category)
      .where(eq(category.code, form.code))
      .for("update");
    if (!known) return refuse("category.unknown");
    if (known.version !== form.version) return refuse("conflict", await lastChange(tx, known.id));
    await tx
      .update(category)
      .set({ ...columnsOf(form, known), version: known.version + 1 })
      .where(eq(category.id, known.id));
    await record(tx, ctx, { type: "category.changed", thingId: known.id });
    return done(null);
  },
});
