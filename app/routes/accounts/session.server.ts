import type { AppLoadContext } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import {
  factorKinds,
  knownDevicesOf,
  makePending,
  recordEntry,
  recordWrongTry,
} from "../../accounts/commands/enter.server";
import { accountsOf, signInTo } from "../../accounts/commands/sign-in.server";
import { deviceName } from "../../accounts/rules/device";
import { canonicalLogin } from "../../accounts/rules/login";
import type { SecondStep, SignInMethod } from "../../accounts/types";
import type { Limit } from "../../platform/limits.server";
import { ownPath } from "../../platform/own-path";
import { type PersonId, type Result, refuse } from "../../platform/types";
import { refused, type Sent } from "../answer.server";

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

type Shown = { password: string; to: string; method?: SignInMethod };

/**
 * On after a command that gives whose account it was about, to a session of theirs. What is sent again opens none by its key
 * alone: its sender shows the account's password, like anybody who signs in.
 */
export async function enterAfter(
  context: AppLoadContext,
  request: Request,
  { typed }: Sent,
  result: Result<PersonId>,
  { password, to, method }: Shown,
) {
  if (!result.ok) return refused(typed, result);
  const personId = result.value;
  if (!result.repeated) return enter(context, request, personId, to, method);
  let entered: Response | null = null;
  const open = async () => {
    entered = await enter(context, request, personId, to, method);
  };
  const again = await guardedConfirmation(context, personId, () =>
    signInTo(context, personId, password, open),
  );
  if (again?.ok) return entered ?? redirect("/start", 303);
  return refused(typed, refuse(again ? "sent_before" : "flood"));
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

type Tried<Value> = (isTried: (personId: string) => boolean) => Promise<Value>;

/**
 * A try to sign in to one of the accounts that `login` may mean. A device that has signed in to one of them before has a
 * count of its own, for that account alone; everything else shares that of the login, in whatever spelling, and of the address.
 */
export async function guarded<Value extends { ok: boolean }>(
  context: AppLoadContext,
  login: string,
  attempt: Tried<Value>,
  method: SignInMethod = "password",
): Promise<Value | null> {
  const { limits, address, devices, city } = context;
  const by = method === "code" ? "code" : "password";
  const people = (await accountsOf(context, login, by)).map(({ id }) => id);
  const known = await knownDevicesOf(context, devices, people);
  const others = people.filter((id) => !known.has(id));
  const tryAmong = async (keys: readonly (readonly [Limit, string])[], tried: string[]) => {
    const result = await counted(keys, () => attempt((id) => tried.includes(id)));
    if (result && !result.ok) await recordWrongTry(context, { people: tried, method });
    return result;
  };
  if (known.size > 0) {
    const [device] = known.values();
    const result = await tryAmong(
      [[limits.signInDevice, `${method} ${device}`]],
      [...known.keys()],
    );
    if (result?.ok || others.length === 0) return result;
  }
  const [name] = Object.values(canonicalLogin(login, city.callingCode));
  return tryAmong(
    [
      // One who guesses from elsewhere does not soon use up what the owner has.
      [limits.signInAccountHere, `${method} ${name} ${address}`],
      [limits.signInAccount, `${method} ${name}`],
      [limits.signInAddress, address],
    ],
    others,
  );
}

/** A try at the second step of a sign-in. */
export async function guardedSecond<Value extends { ok: boolean }>(
  context: AppLoadContext,
  { personId, method }: { personId: PersonId; method: SignInMethod },
  attempt: Attempt<Value>,
): Promise<Value | null> {
  const device = (await knownDevicesOf(context, context.devices, [personId])).get(personId);
  const key = device ? `${personId} ${device}` : personId;
  const result = await counted([[context.limits.secondFactor, key]], attempt);
  if (result && !result.ok) await recordWrongTry(context, { people: [personId], method });
  return result;
}

/** A try of somebody signed in to show again who they are. */
export const guardedConfirmation = <Value extends { ok: boolean }>(
  { limits }: AppLoadContext,
  personId: PersonId,
  attempt: Attempt<Value>,
): Promise<Value | null> => counted([[limits.ownPassword, personId]], attempt);

/** Back to where somebody sees where they are signed in. */
export const toSessions = () => redirect("/account/security#sessions", 303);
