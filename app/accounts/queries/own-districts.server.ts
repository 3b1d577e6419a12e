import { asc, isNull } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";

/** The districts that somebody coordinates, an administrator all, to choose one of. */
export async function listOwnDistricts({ db, actor }: Ctx<Member>) {
  const rows = await db
    .select({ id: district.id, code: district.code, names: district.names })
    .from(district)
    .where(isNull(district.retiredAt))
    .orderBy(asc(district.code));
  return rows.filter(({ id }) => actor.administrator || actor.districts.some((own) => own === id));
}
