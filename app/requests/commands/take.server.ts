import { eq } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type Member } from "../../platform/types";
import { takeForm } from "../form";
import { coordinates, mayCoordinate } from "../policy";
import { saveRequest, withLink } from "./submit.server";
import { triage } from "./triage.server";

/**
 * A coordinator takes a request on somebody's behalf, by phone or at a counter, and may have read it with that: then nobody has to
 * read it once more. Refuses: `request.category`.
 */
export const takeRequest = command({
  name: "request.take",
  input: takeForm,
  outcome: withLink,
  may: coordinates,
  run: async (
    tx,
    ctx: Inside<Member>,
    { channel, locale, priority, quantity, triaged, ...form },
  ) => {
    const saved = await saveRequest(tx, ctx, form, {
      channel,
      locale,
      takenBy: ctx.actor.personId,
      flood: null,
      heard: { priority, quantity },
    });
    if (!saved.ok || !triaged) return saved;
    const { id } = saved.value;
    const [found] = await tx
      .select({
        districtId: request.districtId,
        version: request.version,
        priority: request.priority,
        category: category.code,
        district: district.code,
        quantity: request.quantity,
        people: request.people,
        floor: request.floor,
        lift: request.lift,
        needed: request.neededBy,
      })
      .from(request)
      .innerJoin(category, eq(category.id, request.categoryId))
      .leftJoin(district, eq(district.id, request.districtId))
      .where(eq(request.id, id));
    const { district: where, districtId, ...stands } = found!;
    // Whoever has it in another district reads it there.
    if (!mayCoordinate(ctx.actor, { districtId })) return saved;
    // What contradicts itself is among its notes already; nobody is asked twice while somebody waits on the phone.
    const read = await triage.run(tx, ctx, {
      ...stands,
      id,
      point: form.point,
      district: where ?? "",
      outside: true,
    });
    return read.ok ? done(saved.value) : read;
  },
});
