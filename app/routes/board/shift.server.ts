import type { ActionFunctionArgs } from "@remix-run/node";
import { reveal } from "../../accounts/queries/reveal.server";
import type { LookPage } from "../../audit/types";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import type { Typed } from "../../platform/form";
import type { Result } from "../../platform/types";
import { wallTime } from "../../platform/zone";
import { findFor, suggestFor } from "../../shifts/queries/candidates.server";
import { type OpenedShift, openShift } from "../../shifts/queries/rota.server";
import { monthsWithout, occurrences, repeatOf, splitAt } from "../../shifts/rules/recurrence";
import { mayCheckIn } from "../../shifts/rules/sign-up";
import { USUAL_SHIFT } from "../../shifts/rules/timing";
import { answer, readSent, type Sent } from "../answer.server";
import { found, type MemberCtx, requireCoordinator } from "../gate.server";
import { stepRefusal } from "../shifts/step.server";

/** A coordinator and the shift of the address, which is theirs or not there at all. */
export async function requireShift(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { ctx, opened: found(await openShift(ctx, args.params.id)) };
}

/** What a coordinator does about the shift of the address. Leads back to it. */
export const shiftStep =
  <Value>(
    run: (ctx: MemberCtx, sent: Sent, id: string) => Promise<Result<Value>>,
    more: (value: Value) => string = () => "",
  ) =>
  async (args: ActionFunctionArgs) => {
    const { ctx, opened } = await requireShift(args);
    const sent = await readSent(args.request);
    const { id } = opened.shift;
    const result = await run(ctx, sent, id);
    return answer(sent, stepRefusal(result), (value) => `/board/shifts/${id}${more(value)}`);
  };

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
  const dead = await deadAmong(
    ctx.db,
    people.map(({ phone }) => phone),
  );
  return { ...opened, roles, people, dead, wanted: wanted ?? "" };
}

/** The shift as it is printed, with the link that the code at its door opens. */
export const paperOf = async (ctx: MemberCtx, opened: OpenedShift) => ({
  opened: await sheetOf(ctx, opened, null, "check_in_list"),
  link: `${ctx.origin}/check-in?code=${opened.shift.code ?? ""}`,
});

/** How a shift of a series repeats from itself on: what is left of a counted rule. */
function repeatFrom({ rule, starts, lasts, exceptDays, occurrence }: OpenedShift["shift"]) {
  if (!rule || !starts || !lasts || !occurrence) return null;
  const split = splitAt({ rule, starts, lasts, except: exceptDays ?? [] }, occurrence);
  return repeatOf(split?.after.rule ?? rule);
}

const DAYS_TO_READ = 8;
const YEAR = 366 * 24 * 3_600_000;

/** The next days of a series that is not published yet, and the months that it leaves out; null for any other shift. */
export function comingOf({ shift }: OpenedShift, zone: string) {
  const { rule, starts, lasts, exceptDays, state, window } = shift;
  if (state !== "draft" || !rule || !starts || !lasts) return null;
  const series = { rule, starts, lasts, except: exceptDays ?? [] };
  const year = { from: window.from, to: new Date(window.from.getTime() + YEAR) };
  const days = occurrences(series, zone, year, DAYS_TO_READ).map((one) => one.window);
  return { days, without: monthsWithout(series) };
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
    overDay: shift.window.to.getTime() - shift.window.from.getTime() > USUAL_SHIFT ? "yes" : "",
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
