import { district } from "../../../drizzle/schema/districts";
import { reveal } from "../../accounts/queries/reveal.server";
import { inScope } from "../../accounts/queries/scope.server";
import { makeI18n } from "../../i18n/context";
import { isHard } from "../../matching/rules/why-not";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { requestInReach } from "../../requests/queries/reach.server";
import { listNear } from "../../resources/queries/near.server";
import type { Dragged } from "../rules/dragged";
import { findableBy, isFoundBy, type LookedFor } from "../rules/look-for";
import { rankCandidates } from "./candidates.server";
import { freeWithin } from "./people.server";
import { whereabouts } from "./place.server";
import { requestsForTask } from "./tasks.server";
import { usualFor, usualThingOf } from "./usual.server";

const MOST_THINGS = 6;
const NO_TASK = "00000000-0000-0000-0000-000000000000";

/**
 * A request and who could go there from now on, the best first, those who were dragged onto it before all others; null for a request that
 * is not the coordinator's. The phones of those whom the coordinator may call are looks, and on record.
 */
export async function whoCouldGo(
  ctx: Ctx<Member>,
  requestId: string,
  { personId, cells }: Dragged = { personId: null, cells: [] },
  { find, ticked }: LookedFor = { find: "", ticked: [] },
) {
  if (!(await requestInReach(ctx, requestId))) return null;
  const [wanted] = await requestsForTask(ctx, [requestId]);
  if (!wanted) return null;
  const [where, usual, thing] = await Promise.all([
    whereabouts(ctx.db, requestId),
    usualFor(ctx.db, [requestId]),
    usualThingOf(ctx.db, requestId),
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
  const dragged = personId ? [personId] : cells.length > 0 ? await freeWithin(ctx, cells) : [];
  const { zone } = city;
  // What is usually brought to such a request, and nothing else: whose a thing is, is a look.
  const things = thing
    ? await listNear(ctx, near?.point ?? null, { kind: thing, most: MOST_THINGS })
    : null;
  const findableOf = await readFindable(ctx);
  const ranked = await rankCandidates(
    db,
    facts,
    zone,
    now,
    [requestId],
    [...dragged, ...ticked],
    (one) => isFoundBy(find, findableOf(one)),
  );
  const phones = await phonesOf(ctx, ranked);
  const candidates = ranked.map(({ districtId, ...one }) => ({
    ...one,
    findable: findableOf({ ...one, districtId }),
    phone: phones.get(one.id) ?? null,
  }));
  return {
    wanted,
    from: near?.from ?? null,
    usual,
    things,
    candidates,
    dragged: personId || cells.length > 0 ? pickedOf(candidates, dragged, usual.teamSize) : null,
  };
}

type Ranked = Awaited<ReturnType<typeof rankCandidates>>;

/** Of those whom the coordinator may call: the others are asked by an offer alone. */
async function phonesOf(ctx: Ctx<Member>, ranked: Ranked) {
  const ids = ranked.map(({ id }) => id);
  const contacts = await reveal(ctx.db, ctx, "volunteer", ids, { page: "board" });
  return new Map([...contacts].map(([id, { phone }]) => [id, phone]));
}

type Findable = Pick<Ranked[number], "name" | "skills" | "languages" | "districtId">;

/** By what somebody is found, in the coordinator's language; by their district where it is the coordinator's. */
async function readFindable({ db, actor, locale, city, now }: Ctx<Member>) {
  const { t, language } = makeI18n(locale, city.zone, now);
  const own = await db
    .select({ id: district.id, names: district.names })
    .from(district)
    .where(inScope(actor, district.id));
  const names = new Map(own.map((one) => [one.id as string, Object.values(one.names)]));
  return ({ name, skills, languages, districtId }: Findable) =>
    findableBy([
      name,
      ...skills.map((skill) => t(`common:skill.${skill}`)),
      ...languages.map(language),
      ...(names.get(districtId ?? "") ?? []),
    ]);
}

/** Of those who were dragged: who is among the candidates, and whom to tick: as many as go, none who is promised elsewhere. */
function pickedOf(
  candidates: Pick<Ranked[number], "id" | "verdict">[],
  dragged: readonly string[],
  teamSize: number,
) {
  const found = candidates.filter(({ id }) => dragged.includes(id));
  const able = found.filter(({ verdict }) => !verdict.against.some(isHard));
  return {
    found: found.map(({ id }) => id),
    ticked: able.slice(0, teamSize).map(({ id }) => id),
  };
}
