import { type AppLoadContext, data, redirect } from "@remix-run/node";
import type { Ctx } from "../platform/context.server";
import type { Member, Refusal, Result } from "../platform/types";

type Args = { request: Request; context: AppLoadContext };
export type MemberCtx = AppLoadContext & Ctx<Member>;

/** Lets members in; a visitor signs in first and comes back to this page. */
export async function requireMember({ request, context }: Args): Promise<MemberCtx> {
  if (context.actor.kind === "member") return { ...context, actor: context.actor };
  const { pathname, search } = new URL(request.url);
  const to = request.method === "GET" ? pathname.replace(/\.data$/, "") + search : "/";
  throw redirect(`/sign-in?to=${encodeURIComponent(to)}`, 303);
}

/**
 * For what only the person themselves may do: contact, password, second factor, roles, exports. Whoever signed in some time
 * ago shows first who they are, and comes back to this page.
 */
export const requireRecent = (args: Args): Promise<MemberCtx> => requireMember(args);

async function requireThat(args: Args, fits: (member: Member) => boolean): Promise<MemberCtx> {
  const ctx = await requireMember(args);
  if (!fits(ctx.actor)) throw data({ refusal: { code: "forbidden" } }, { status: 403 });
  return ctx;
}

export const requireCoordinator = (args: Args) =>
  requireThat(args, (member) => member.administrator || member.districts.length > 0);

export const requireVolunteer = (args: Args) =>
  requireThat(args, (member) => member.standing !== null);

export const requireAdministrator = (args: Args) =>
  requireThat(args, (member) => member.administrator);

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
