import type { AppLoadContext } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import {
  factorKinds,
  findByLogin,
  knownDeviceOf,
  makePending,
  recordEntry,
  recordWrongTry,
} from "../../accounts/commands/enter.server";
import { deviceName } from "../../accounts/rules/device";
import { canonicalLogin } from "../../accounts/rules/login";
import type { SecondStep, SignInMethod } from "../../accounts/types";
import type { Limit } from "../../platform/limits.server";
import { ownPath } from "../../platform/own-path";
import type { PersonId } from "../../platform/types";

/**
 * Somebody has shown who they are by one step. Whoever has a second factor shows that before there is a session;
 * everybody else is in.
 */
export async function enter(
  context: AppLoadContext,
  request: Request,
  personId: PersonId,
  to: string,
  method: SignInMethod = "link",
) {
  const kinds = await factorKinds(context, personId);
  if (kinds.length === 0)
    return admit(context, request, { personId, target: to, method, second: null });
  const secret = await makePending(context, { personId, method, target: ownPath(to) });
  context.setHeader("Set-Cookie", await context.cookies.writePending(secret));
  return redirect("/sign-in/second", 303);
}

type Admitted = {
  personId: PersonId;
  target: string;
  method: SignInMethod;
  second: SecondStep | null;
};

/** A new session for somebody who has shown all that is asked of them, and on to where they wanted. */
export async function admit(
  context: AppLoadContext,
  request: Request,
  { personId, target, method, second }: Admitted,
) {
  const { sessions, session, cookies, setHeader } = context;
  const device = deviceName(request.headers.get("User-Agent") ?? "");
  const entry = { personId, method, second, device, devices: context.devices };
  const devices = await recordEntry(context, entry);
  // The session that this browser had ends: it may be somebody else's, or one that somebody else began.
  if (session) await sessions.close(session.sessionId);
  const assurance = second ? "second" : "password";
  setHeader("Set-Cookie", await sessions.open(personId, device, { method, assurance }));
  setHeader("Set-Cookie", await cookies.writeDevices(devices));
  const to = ownPath(target);
  return redirect(to === "/" ? "/start" : to, 303);
}

type Attempt<Value> = () => Promise<Value>;

/**
 * Counts an attempt before it is judged, and takes it back when it was right. Null when one of the limits lets no more
 * in; then it was not judged, and counts nowhere else.
 */
async function counted<Value extends { ok: boolean }>(
  keys: readonly (readonly [Limit, string])[],
  attempt: Attempt<Value>,
): Promise<Value | null> {
  const taken: (readonly [Limit, string])[] = [];
  const giveBack = () => Promise.all(taken.map(([limit, key]) => limit.giveBack(key)));
  for (const [limit, key] of keys) {
    if (!(await limit.consume(key))) {
      await giveBack();
      return null;
    }
    taken.push([limit, key]);
  }
  try {
    const result = await attempt();
    if (result.ok) await giveBack();
    return result;
  } catch (fault) {
    await giveBack();
    throw fault;
  }
}

/**
 * A try to sign in to the account that `login` names, if the limits let it in. A device that has signed in to it before
 * has a count of its own; all others share that of the account, in whatever spelling, and that of their address.
 */
export async function guarded<Value extends { ok: boolean }>(
  context: AppLoadContext,
  login: string,
  attempt: Attempt<Value>,
  method: SignInMethod = "password",
): Promise<Value | null> {
  const { limits, address, devices, city } = context;
  const personId = await findByLogin(context, login, city.callingCode);
  const device = await knownDeviceOf(context, devices, personId);
  const [name] = Object.values(canonicalLogin(login, city.callingCode));
  const result = await counted(
    device
      ? [[limits.signInDevice, `${method} ${device}`]]
      : [
          [limits.signInAccount, `${method} ${name}`],
          [limits.signInAddress, address],
        ],
    attempt,
  );
  if (result && !result.ok) await recordWrongTry(context, { personId, method, device: "" });
  return result;
}

/** A try at the second step of a sign-in. */
export async function guardedSecond<Value extends { ok: boolean }>(
  context: AppLoadContext,
  { personId, method }: { personId: PersonId; method: SignInMethod },
  attempt: Attempt<Value>,
): Promise<Value | null> {
  const device = await knownDeviceOf(context, context.devices, personId);
  const key = device ? `${personId} ${device}` : personId;
  const result = await counted([[context.limits.secondFactor, key]], attempt);
  if (result && !result.ok) await recordWrongTry(context, { personId, method, device: "" });
  return result;
}

/** A try of somebody signed in to show again who they are. */
export const guardedConfirmation = <Value extends { ok: boolean }>(
  { limits }: AppLoadContext,
  personId: PersonId,
  attempt: Attempt<Value>,
): Promise<Value | null> => counted([[limits.ownPassword, personId]], attempt);
