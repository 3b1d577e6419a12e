import { request, requestNote } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import type { Db } from "../../platform/database.server";
import { done, type RequestId, type Result, refuse } from "../../platform/types";
import { opens } from "../queries/opens.server";

/** The resident adds a word, by the private link. Refuses: `request.unknown`. */
export async function addResidentNote(
  ctx: { db: Db; now: Date },
  token: string,
  body: string,
): Promise<Result<null>> {
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: request.id, districtId: request.districtId })
      .from(request)
      .where(opens(token));
    if (!found) return refuse("request.unknown");
    await tx
      .insert(requestNote)
      .values({ requestId: found.id, at: ctx.now, author: "resident", body });
    const actor = { kind: "resident", requestId: found.id as RequestId } as const;
    const { id: thingId, districtId } = found;
    await record(tx, actor, { type: "request.noted", thing: "request", thingId, districtId });
    return done(null);
  });
}
