import { eq } from "drizzle-orm";
import { category } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import { locate } from "../../districts/queries/place.server";
import { readClocks } from "../../districts/queries.server";
import { pointOf, samePoint } from "../../districts/rules/place";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member, refuse } from "../../platform/types";
import { triageForm } from "../form";
import { coordinates } from "../policy";
import { judgeNeeded } from "../rules/timing";
import { dueOf } from "../rules/urgency";
import { isOpen, lockRequest, moveRequest } from "./move.server";
import { placeOnStreets } from "./place-by-street.server";

/**
 * A coordinator has read a request and set what it is, how urgent and where; an open one can be set anew.
 * Refuses: `request.unknown`, `request.moved_on`, `request.category`, `district.unknown`, `conflict`, `input` for a time in the past or too far
 * ahead, a point far from the city, and one outside the chosen district, once: the coordinator may say that both are right.
 */
export const triage = command({
  name: "request.triage",
  input: triageForm,
  may: coordinates,
  run: async (tx, ctx: Inside<Member>, form) => {
    const { id, priority, quantity, people, floor, lift, needed: neededBy } = form;
    const locked = await lockRequest(tx, ctx, id, form.version);
    if (!locked.ok) return locked;
    const found = locked.value;
    if (!isOpen(found.state)) return refuse("request.moved_on");
    const wrong = judgeNeeded(neededBy, found.neededBy, ctx.now);
    if (wrong) return { ok: false, code: "input", errors: { needed: wrong } };
    const [kind] = await tx.select().from(category).where(eq(category.code, form.category));
    if (!kind) return refuse("request.category");
    const located = await locate(tx, form);
    if (!located.ok) return located;
    const { districtId, point, cell, outside, misplaced } = located.value;
    if (misplaced) return { ok: false, code: "input", errors: { point: misplaced } };
    const [before] = await tx
      .select({ lat: requestPrivate.lat, lon: requestPrivate.lon })
      .from(requestPrivate)
      .where(eq(requestPrivate.requestId, id));
    const moved =
      districtId !== found.districtId || !samePoint(point, before ? pointOf(before) : null);
    if (outside && !form.outside && (moved || found.state === "submitted"))
      return { ok: false, code: "input", errors: { point: "outside" } };
    const state = found.state === "submitted" ? ("triaged" as const) : found.state;
    const triagedAt = found.triagedAt ?? ctx.now;
    const clocks = await readClocks(tx, districtId);
    const dueAt = dueOf({ ...found, state, priority, triagedAt, neededBy }, clocks);
    const set = {
      priority,
      people,
      floor,
      lift,
      neededBy,
      triagedAt,
      dueAt,
      // Whoever has read it anew has seen what broke; that somebody gives no sign of life ends when they do.
      trouble: found.trouble === "silent" ? found.trouble : null,
      ...cell,
      categoryId: kind.id,
      districtId,
      quantity: kind.unit ? quantity : null,
    };
    const exact = { lat: point?.lat ?? null, lon: point?.lon ?? null };
    await tx.update(requestPrivate).set(exact).where(eq(requestPrivate.requestId, id));
    const data = { priority, category: kind.code, district: districtId };
    if (state !== found.state) {
      const read = await moveRequest(tx, ctx, found, {
        to: state,
        type: "request.triaged",
        set,
        data,
      });
      if (read.ok) await placeOnStreets(tx, [id]);
      return read;
    }
    await tx
      .update(request)
      .set({ ...set, version: found.version + 1 })
      .where(eq(request.id, id));
    await placeOnStreets(tx, [id]);
    await record(tx, ctx, {
      type: "request.retriaged",
      thingId: id,
      districtId,
      data: { ...data, moved },
    });
    return done(null);
  },
});
