import { whoCouldGo } from "../../dispatch/queries/sendable.server";
import { readDragged } from "../../dispatch/rules/dragged";
import type { LookedFor } from "../../dispatch/rules/look-for";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { found } from "../gate.server";

/** The fields of the panel that may be sent more than once. */
export const LISTS = ["people"];

/** Whom and what the panel of a request lists; `address` is the page's. */
export async function readCandidates(
  ctx: Ctx<Member>,
  id: string,
  address: string,
  lookedFor?: LookedFor,
) {
  const dragged = readDragged(new URL(address).searchParams);
  const sendable = found(await whoCouldGo(ctx, id, dragged, lookedFor));
  const { candidates, things } = sendable;
  const phones = [
    ...candidates.map(({ phone }) => phone),
    ...(things?.things ?? []).map(({ owner }) => owner?.phone),
  ];
  return {
    ...sendable,
    dead: await deadAmong(ctx.db, phones),
    find: lookedFor?.find ?? "",
    reader: ctx.actor.personId,
  };
}
