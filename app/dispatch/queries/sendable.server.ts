import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { requestInReach } from "../../requests/queries/reach.server";
import { rankCandidates } from "./candidates.server";
import { whereabouts } from "./place.server";
import { requestsForTask } from "./tasks.server";
import { usualFor } from "./usual.server";

const NO_TASK = "00000000-0000-0000-0000-000000000000";

/** A request and who could go there from now on, the best first; null for a request that is not the coordinator's. */
export async function whoCouldGo(ctx: Ctx<Member>, requestId: string) {
  if (!(await requestInReach(ctx, requestId))) return null;
  const [wanted] = await requestsForTask(ctx, [requestId]);
  if (!wanted) return null;
  const [where, usual] = await Promise.all([
    whereabouts(ctx.db, requestId),
    usualFor(ctx.db, [requestId]),
  ]);
  const { now, db, city } = ctx;
  // The middle of a district is too far from most of it to choose by.
  const near = where && where.from !== "about" ? where : null;
  const facts = {
    id: NO_TASK,
    during: { from: now, to: new Date(now.getTime() + usual.hours * 3_600_000) },
    skills: usual.skills,
    teamSize: usual.teamSize,
    districtId: wanted.districtId,
    lat: near?.point.lat ?? null,
    lon: near?.point.lon ?? null,
  };
  return {
    wanted,
    from: near?.from ?? null,
    usual,
    candidates: await rankCandidates(db, facts, city.zone, now, [requestId]),
  };
}
