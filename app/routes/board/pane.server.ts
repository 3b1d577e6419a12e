import { SKILLS } from "../../accounts/types";
import { listPeople, placePeople } from "../../dispatch/queries/people.server";
import { whereabouts } from "../../dispatch/queries/place.server";
import { countByDistrict } from "../../dispatch/rules/placed";
import { READINESS } from "../../dispatch/rules/readiness";
import type { MeasuredFrom } from "../../dispatch/view/pane";
import { readOutlines } from "../../districts/queries/outlines.server";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import { placeRequests } from "../../requests/queries/map.server";
import { requestInReach } from "../../requests/queries/reach.server";
import type { BoardFilter } from "../../requests/rules/filter";
import { listNear, placeThings } from "../../resources/queries/near.server";
import type { MemberCtx } from "../gate.server";

/** What stands beside the board's list, about the request that is open; null for nothing. */
export async function readPane(
  ctx: MemberCtx,
  filter: BoardFilter,
  asked: URLSearchParams,
  requestId: string | undefined,
) {
  if (filter.pane === "map") return { name: "map" as const, ...(await readMap(ctx, filter)) };
  if (!filter.pane) return null;
  const opened = await requestInReach(ctx, requestId);
  const where = opened ? await whereabouts(ctx.db, opened) : null;
  const from: MeasuredFrom = where?.from ?? (opened ? "unknown" : "none");
  const near = where ? where.point : null;
  if (filter.pane === "things") {
    const listed = await listNear(ctx, near);
    const dead = await deadAmong(
      ctx.db,
      listed.things.map(({ owner }) => owner?.phone),
    );
    return { name: "things" as const, from, dead, ...listed };
  }
  const readiness = READINESS.find((one) => one === asked.get("who")) ?? "free";
  const skill = SKILLS.find((one) => one === asked.get("skill")) ?? null;
  const listed = await listPeople(ctx, { readiness, skill, near });
  const dead = await deadAmong(
    ctx.db,
    listed.people.map(({ phone }) => phone),
  );
  return { name: "people" as const, from, dead, readiness, skill, ...listed };
}

async function readMap(ctx: MemberCtx, filter: BoardFilter) {
  const [outlines, requests, people, things] = await Promise.all([
    readOutlines(ctx.db),
    placeRequests(ctx, filter),
    placePeople(ctx),
    placeThings(ctx),
  ]);
  const { districts } = outlines;
  const { placed, unplaced, more } = requests;
  const { administrator, districts: own } = ctx.actor;
  const mine = administrator ? [] : districts.filter(({ id }) => own.some((each) => each === id));
  return {
    outlines,
    counts: countByDistrict(districts, { requests: placed, free: people.free, things }),
    unplaced,
    more,
    own: mine.map(({ code }) => code),
    centre: { lat: ctx.city.lat, lon: ctx.city.lon },
    tiles: ctx.tiles,
  };
}
