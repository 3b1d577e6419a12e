import type { ActionFunctionArgs } from "@remix-run/node";
import { reveal } from "../../accounts/queries/reveal.server";
import type { LookPage } from "../../audit/types";
import { findDistrict } from "../../districts/queries.server";
import type { Typed } from "../../platform/form";
import { readErrors, readTyped } from "../../platform/form";
import { instantOf, wallTime } from "../../platform/zone";
import { readDays, readRepeat, readRoles, shiftForm } from "../../shifts/form";
import { findFor, suggestFor } from "../../shifts/queries/candidates.server";
import { type OpenedShift, openShift } from "../../shifts/queries/rota.server";
import { repeatOf, ruleOf, splitAt, whyNotRepeat } from "../../shifts/rules/recurrence";
import { mayCheckIn } from "../../shifts/rules/sign-up";
import { found, type MemberCtx, requireCoordinator } from "../gate.server";

/** A coordinator and the shift of the address, which is theirs or not there at all. */
export async function requireShift(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { ctx, opened: found(await openShift(ctx, args.params.id)) };
}

/**
 * The shift with the wall clocks of its list, and with who could fill each gap, or whoever is called as `wanted`; with
 * neither where it is null.
 */
export async function sheetOf(
  ctx: MemberCtx,
  opened: OpenedShift,
  wanted: string | null,
  page: LookPage = "shift",
) {
  const zone = ctx.city.zone;
  const { shift } = opened;
  const fills =
    shift.state === "published" || (shift.state === "running" && mayCheckIn(ctx.now, shift.window));
  const wall = (at: Date | null) => (at ? wallTime(at, zone) : "");
  const roles = [];
  for (const role of opened.roles) {
    const gap = fills && role.held < role.capacity;
    const look = () =>
      wanted
        ? findFor({ ...ctx, zone }, opened, role, wanted)
        : suggestFor({ ...ctx, zone }, opened, role);
    roles.push({ ...role, gap, suggestions: gap && wanted !== null ? await look() : [] });
  }
  const ids = opened.people.map(({ personId }) => personId);
  const contacts = await reveal(ctx.db, ctx, "volunteer", ids, { page, through: shift.id });
  const people = opened.people.map(({ personId, ...one }) => ({
    ...one,
    phone: contacts.get(personId)?.phone ?? null,
    in: wall(one.checkedInAt),
    out: wall(one.checkedOutAt),
  }));
  return { ...opened, roles, people, wanted: wanted ?? "" };
}

/** How a shift of a series repeats from itself on: what is left of a counted rule. */
function repeatFrom({ rule, starts, lasts, exceptDays, occurrence }: OpenedShift["shift"]) {
  if (!rule || !starts || !lasts || !occurrence) return null;
  const split = splitAt({ rule, starts, lasts, except: exceptDays ?? [] }, occurrence);
  return repeatOf(split?.after.rule ?? rule);
}

/** A stored shift as its form shows it. */
export function typedOf({ shift, roles }: OpenedShift, zone: string): Typed {
  const repeat = repeatFrom(shift);
  const rows = roles.flatMap((role, index) => [
    [`role-${index + 1}`, role.id],
    [`title-${index + 1}`, role.title],
    [`capacity-${index + 1}`, String(role.capacity)],
    [`minimum-${index + 1}`, String(role.minimum)],
    [`skill-${index + 1}`, role.skills[0] ?? ""],
  ]);
  return {
    place: shift.place,
    address: shift.address,
    district: shift.districtCode ?? "",
    from: wallTime(shift.window.from, zone),
    to: wallTime(shift.window.to, zone),
    briefing: shift.briefing,
    contact: shift.contact,
    leaveHours: String(shift.leaveHours),
    opens: shift.opensAt ? wallTime(shift.opensAt, zone) : "",
    ...Object.fromEntries(rows),
    ...(repeat
      ? {
          frequency: repeat.frequency,
          interval: String(repeat.interval),
          weekdays: repeat.weekdays.map(String),
          until: repeat.until ?? "",
          count: repeat.count === null ? "" : String(repeat.count),
          except: (shift.exceptDays ?? []).join(", "),
        }
      : {}),
  };
}

/** Reads the form of a shift; what is wrong by field. */
export async function readShift(ctx: MemberCtx, sent: FormData) {
  const { zone } = ctx.city;
  const typed = readTyped(sent, { lists: ["weekdays"] });
  const parsed = shiftForm.safeParse(typed);
  const roles = readRoles(typed);
  const repeat = readRepeat(typed);
  const starts = String(typed.from ?? "");
  const wrongRepeat = parsed.success && repeat ? whyNotRepeat(repeat, starts) : null;
  const errors = {
    ...(parsed.success ? {} : readErrors(parsed.error)),
    ...(roles.wrong ? { [roles.wrong]: "capacity" } : {}),
    ...(wrongRepeat ? { [wrongRepeat]: wrongRepeat === "count" ? "count" : "repeat" } : {}),
  };
  if (!parsed.success || !roles.roles || wrongRepeat) return { ok: false as const, typed, errors };
  const { from, to, opens, district, ...facts } = parsed.data;
  const districtId = district ? await findDistrict(ctx.db, district) : null;
  const value = {
    ...facts,
    districtId,
    roles: roles.roles,
    except: readDays(typed),
    window: { from: instantOf(from, zone)!, to: instantOf(to, zone)! },
    opensAt: opens ? instantOf(opens, zone) : null,
    rule: repeat ? ruleOf(repeat, from) : null,
  };
  return { ok: true as const, typed, value };
}
