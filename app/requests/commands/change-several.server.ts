import { asc, eq, inArray } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { findDistrict, readClocks } from "../../districts/queries.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, refuse } from "../../platform/types";
import { severalForm } from "../form";
import { coordinates } from "../policy";
import { dueOf } from "../rules/urgency";
import { isOpen, lockRequest, type RequestRow } from "./move.server";
import { placeOnStreets } from "./place-by-street.server";

/**
 * Several open requests at once: all get a priority or go to a district. All or none. Whether somebody has read them stays as it is.
 * Refuses: `request.unknown`, `request.moved_on`, `request.several` for none, `district.unknown`.
 */
export const changeSeveral = command({
  name: "request.change-several",
  input: severalForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, form) => {
    const found: RequestRow[] = [];
    // In the order of their ids, so that whoever marks the same ones waits instead of clashing.
    for (const id of [...new Set(form.request)].sort()) {
      const locked = await lockRequest(tx, ctx, id);
      if (!locked.ok) return locked;
      if (!isOpen(locked.value.state)) return refuse("request.moved_on");
      found.push(locked.value);
    }
    if (found.length === 0) return refuse("request.several");
    const isMoved = form.what === "district";
    const districtId = isMoved && form.district ? await findDistrict(tx, form.district) : null;
    if (isMoved && form.district && !districtId) return refuse("district.unknown");
    const codes = await categoryCodes(tx, found);
    for (const one of found) {
      const set = isMoved ? { districtId } : { priority: form.priority };
      const stands = { ...one, ...set };
      const dueAt = dueOf(stands, await readClocks(tx, stands.districtId));
      await tx
        .update(request)
        .set({ ...set, dueAt, version: one.version + 1 })
        .where(eq(request.id, one.id));
      await record(tx, ctx, {
        type: "request.retriaged",
        thingId: one.id,
        districtId: stands.districtId,
        data: {
          priority: stands.priority,
          category: codes.get(one.categoryId)!,
          district: stands.districtId,
          moved: stands.districtId !== one.districtId,
        },
      });
    }
    if (isMoved)
      await placeOnStreets(
        tx,
        found.map(({ id }) => id),
      );
    return done(null);
  },
});

async function categoryCodes(tx: Tx, found: readonly RequestRow[]) {
  const rows = await tx
    .select({ id: category.id, code: category.code })
    .from(category)
    .where(
      inArray(
        category.id,
        found.map((one) => one.categoryId),
      ),
    )
    .orderBy(asc(category.code));
  return new Map(rows.map(({ id, code }) => [id, code]));
}
