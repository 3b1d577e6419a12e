import type { AppLoadContext } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { deviceName } from "../../accounts/rules/device";
import type { PersonId } from "../../platform/types";

/** Only a page of our own: `//elsewhere` and `https:` are none. */
export const ownPath = (to: unknown): string =>
  typeof to === "string" && /^\/(?![/\\])/.test(to) ? to : "/";

/** A new session for somebody who has shown who they are, and on to where they wanted. */
export async function enter(
  context: AppLoadContext,
  request: Request,
  personId: PersonId,
  to: string,
) {
  const device = deviceName(request.headers.get("User-Agent") ?? "");
  context.setHeader("Set-Cookie", await context.sessions.open(personId, device));
  return redirect(to === "/" ? "/start" : to, 303);
}

/** What the limits let in: wrong tries count by account and by address, right ones do not. */
export async function guarded<Value extends { ok: boolean }>(
  { limits, address }: AppLoadContext,
  account: string,
  attempt: () => Promise<Value>,
): Promise<Value | null> {
  const key = account.trim().toLowerCase();
  const open = await Promise.all([
    limits.signInAccount.open(key),
    limits.signInAddress.open(address),
  ]);
  if (open.includes(false)) return null;
  const result = await attempt();
  if (result.ok) await limits.signInAccount.forget(key);
  else
    await Promise.all([limits.signInAccount.consume(key), limits.signInAddress.consume(address)]);
  return result;
}
