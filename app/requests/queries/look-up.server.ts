import { eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import type { Db, Tx } from "../../platform/database.server";
import { type Proof, proves } from "../rules/look-up";

const other = alias(request, "other");

/**
 * By the short code and what its holder knows of their phone or, where they gave only that, of their e-mail: the state and since
 * when. The same is asked of the database whatever was typed and whether there is such a request.
 */
export async function lookUpRequest(db: Db, code: string, proof: Proof) {
  const found = await findByCode(db, code, proof);
  if (!found) return null;
  const { id: _, email: __, otherState, ...stands } = found;
  const otherHelped = otherState === "fulfilled" || otherState === "closed";
  /** Whether it came: asked of everybody whose help was given; whoever was merged into another request can only say no. */
  const asks =
    stands.state === "fulfilled" ? ("both" as const) : otherHelped ? ("no" as const) : null;
  return { ...stands, asks };
}

/** The request that a code and what goes with it belong to, with the address that mail about it goes to. */
export async function findByCode(db: Db | Tx, code: string, proof: Proof) {
  const [found] = await db
    .select({
      id: request.id,
      state: request.state,
      stateAt: request.stateAt,
      cover: request.cover,
      trouble: request.trouble,
      reason: request.closingReason,
      otherState: other.state,
      phone: requestPrivate.phone,
      email: requestPrivate.email,
    })
    .from(request)
    .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
    .leftJoin(other, eq(other.id, request.duplicateOf))
    .where(eq(request.code, code));
  if (!found || !proves(proof, found)) return null;
  const { phone: _, ...stands } = found;
  return stands;
}
