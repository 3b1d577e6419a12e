import { type AppLoadContext, data, redirect } from "@remix-run/node";
import type { SignedIn } from "../accounts/adapter.server";
import { judgeAssurance } from "../accounts/rules/assurance";
import { isRecent } from "../accounts/rules/session";
import type { Ctx } from "../platform/context.server";
import { ownPath } from "../platform/own-path";
import { isSecret } from "../platform/secret-field";
import type { Actor, Member, Refusal, Result } from "../platform/types";
import { isWork } from "./written";

type Args = { request: Request; context: AppLoadContext };
export type MemberCtx = AppLoadContext & Ctx<Member>;

/**
 * Who acts, by the session that was sent. Whoever has reach and no second factor, after the days of grace, acts
 * without that reach: so no page can forget to ask.
 */
export function judged(
  signedIn: SignedIn | null,
  { demo, now }: { demo: boolean; now: Date },
): Pick<AppLoadContext, "actor" | "assurance"> {
  if (!signedIn) return { actor: { kind: "visitor" }, assurance: "assured" };
  const { member, assurance: shown, requiredFrom, hasSecondFactor } = signedIn;
  const { districts, administrator } = member;
  const assurance = judgeAssurance(
    { districts, administrator, assurance: shown, requiredFrom, hasSecondFactor },
    { demo, now },
  );
  const actor: Actor =
    assurance === "withheld" ? { ...member, districts: [], administrator: false } : member;
  return { actor, assurance };
}

/** Lets members in; a visitor signs in first and comes back to this page, and what they have written waits for them. */
export async function requireMember({ request, context }: Args): Promise<MemberCtx> {
  if (context.actor.kind === "member") return { ...context, actor: context.actor };
  if (isReading(request)) throw redirect(`/sign-in?to=${encodeURIComponent(pathOf(request))}`, 303);
  if (!(await holdsWork(request))) throw redirect("/sign-in?to=%2F", 303);
  context.signedOut.happened = true;
  throw data(null, { status: 401 });
}

/** Whether a form holds what somebody would miss; a secret is never given back. */
async function holdsWork(request: Request): Promise<boolean> {
  const sent = [...(await request.clone().formData())];
  if (sent.some(([name]) => isSecret(name))) return false;
  return isWork(sent);
}

const isReading = ({ method }: Request) => method === "GET" || method === "HEAD";

/** The page that was asked for, also where only its data was. */
function pathOf(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return ownPath(pathname.replace(/\.data$/, "") + search);
}

/**
 * For what only the person themselves may do: contact, password, second factor, roles, exports. Whoever showed more than
 * ten minutes ago who they are, or has a second factor and has not shown it, does so first. What was sent too late goes along
 * (307), and is sent again after the proof.
 */
export async function requireRecent(args: Args): Promise<MemberCtx> {
  const ctx = await requireMember(args);
  const reading = isReading(args.request);
  const { session, now } = args.context;
  const shown = session && (session.assurance === "second" || !session.hasSecondFactor);
  if (shown && isRecent(session.provenAt, now)) return ctx;
  throw redirect(confirmFirst(pathOf(args.request)), reading ? 303 : 307);
}

const confirmFirst = (to: string) => `/confirm?to=${encodeURIComponent(to)}`;

/** Where reach is withheld, the second factor comes before everything else: shown, or first set up. */
export function leadToSecondFactor({ request, context }: Args): void {
  if (context.assurance !== "withheld") return;
  const to = isReading(request) ? pathOf(request) : "/";
  throw redirect(context.session?.hasSecondFactor ? confirmFirst(to) : SET_UP, 303);
}

const SET_UP = "/account/security?required";

async function requireThat(args: Args, fits: (member: Member) => boolean): Promise<MemberCtx> {
  const ctx = await requireMember(args);
  if (!fits(ctx.actor)) throw data({ refusal: { code: "forbidden" } }, { status: 403 });
  return ctx;
}

export async function requireCoordinator(args: Args): Promise<MemberCtx> {
  leadToSecondFactor(args);
  return requireThat(args, (member) => member.administrator || member.districts.length > 0);
}

export const requireVolunteer = (args: Args) =>
  requireThat(args, (member) => member.standing !== null);

export async function requireAdministrator(args: Args): Promise<MemberCtx> {
  leadToSecondFactor(args);
  return requireThat(args, (member) => member.administrator);
}

/** An administrator who has shown lately who they are: for roles and invitations. */
export async function requireRecentAdministrator(args: Args): Promise<MemberCtx> {
  await requireAdministrator(args);
  return requireRecent(args);
}

/** Of a refusal, the status that says it to machines; its text is for people. */
export const statusOf = ({ code }: Refusal): number => {
  if (code === "unknown" || code.endsWith(".unknown")) return 404;
  if (code === "forbidden" || code.endsWith(".forbidden")) return 403;
  return code === "flood" ? 429 : 409;
};

/** Done: on to `to`. Refused: the same page again, which shows why. */
export function respond<Value>(result: Result<Value>, to: string | ((value: Value) => string)) {
  if (result.ok) return redirect(typeof to === "string" ? to : to(result.value), 303);
  const { code, params } = result;
  return data({ refusal: { code, params } }, { status: statusOf(result) });
}

/** What must be there; a thing of somebody else's is as absent as one that never was. */
export function found<Thing>(thing: Thing | null | undefined): Thing {
  if (thing == null) throw data({ refusal: { code: "unknown" } }, { status: 404 });
  return thing;
}
