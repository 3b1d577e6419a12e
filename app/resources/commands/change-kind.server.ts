import { eq } from "drizzle-orm";
import { offer, resourceKind } from "../../../drizzle/schema/resources";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { mayKeepCity } from "../../districts/policy";
import { command } from "../../platform/command.server";
import { namesOf } from "../../platform/names";
import { done, type Names, refuse } from "../../platform/types";
import { type KindForm, kindForm } from "../form";
import { keepLanguages } from "../rules/attribute-lines";
import type { Attribute } from "../types";

const columnsOf = (form: KindForm, before?: { names: Names; attributes: Attribute[] }) => ({
  unit: form.unit,
  durable: form.durable,
  position: form.position,
  active: form.active,
  names: namesOf(form, before?.names),
  attributes: keepLanguages(form.attributes, before?.attributes ?? []),
});

/** Adds a kind of resource. Refuses: `kind.taken`. */
export const addKind = command({
  name: "kind.add",
  input: kindForm,
  may: mayKeepCity,
  run: async (tx, ctx, form) => {
    const [added] = await tx
      .insert(resourceKind)
      .values({ code: form.code, ...columnsOf(form) })
      .onConflictDoNothing()
      .returning({ id: resourceKind.id });
    if (!added) return refuse("kind.taken");
    await record(tx, ctx, { type: "kind.added", thingId: added.id });
    return done(null);
  },
});

/**
 * Changes a kind; what is offered stays what it is, so its unit and whether it comes back stay too. Refuses:
 * `kind.unknown`, `conflict`, `kind.in_use`.
 */
export const changeKind = command({
  name: "kind.change",
  input: kindForm,
  may: mayKeepCity,
  run: async (tx, ctx, form) => {
    const [known] = await tx
      .select()
      .from(resourceKind)
      .where(eq(resourceKind.code, form.code))
      .for("update");
    if (!known) return refuse("kind.unknown");
    if (known.version !== form.version) return refuse("conflict", await lastChange(tx, known.id));
    if (known.unit !== form.unit || known.durable !== form.durable) {
      const offered = await tx
        .select({ id: offer.id })
        .from(offer)
        .where(eq(offer.kindId, known.id))
        .limit(1);
      if (offered.length > 0) return refuse("kind.in_use");
    }
    await tx
      .update(resourceKind)
      .set({ ...columnsOf(form, known), version: known.version + 1 })
      .where(eq(resourceKind.id, known.id));
    await record(tx, ctx, { type: "kind.changed", thingId: known.id });
    return done(null);
  },
});
