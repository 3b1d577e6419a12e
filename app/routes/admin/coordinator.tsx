import { type ActionFunctionArgs, data } from "@remix-run/node";
import { setReach } from "../../accounts/commands/set-reach.server";
import { readCoordinators } from "../../accounts/queries/coordinators.server";
import { reachOf } from "../../accounts/queries/reach-of.server";
import { leftAlone } from "../../overview/queries/touched.server";
import { answer, emptyAnswer, perform, readSent, refused } from "../answer.server";
import { requireRecentAdministrator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Coordinators, { type ReachAnswer } from "./coordinators";

export const loader = async (args: Parameters<typeof requireRecentAdministrator>[0]) => ({
  ...(await readCoordinators(await requireRecentAdministrator(args))),
  changed: null,
  named: "",
});

/** What a person may do. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const sent = await readSent(args.request, ["districts"]);
  const { id = "" } = args.params;
  const before = await reachOf(ctx.db, id);
  const districts = [sent.typed.districts ?? []].flat();
  const administrator = sent.typed.administrator === "yes";
  const removed =
    before &&
    (before.districts.some((one) => !districts.includes(one)) ||
      (before.administrator && !administrator));
  if (removed && sent.typed.sure !== "yes") {
    const alone = await leftAlone(ctx.db, id, districts);
    const ends = districts.length === 0 && !administrator;
    const version = String(sent.typed.version ?? "");
    const wanted = { id, name: before.name, version, districts, administrator, alone, ends };
    if (alone.length > 0 || ends) return data<ReachAnswer>({ ...emptyAnswer, typed: {}, wanted });
  }
  const set = asRefusal(await perform(ctx, setReach, sent, { id }), "account.unknown");
  // The form that the page shows is that of invitations.
  if (!set.ok) return refused({}, set);
  if (id === ctx.actor.personId && ctx.session && !set.repeated) {
    const cookie = await ctx.sessions.renew(ctx.session.sessionId);
    if (cookie) ctx.setHeader("Set-Cookie", cookie);
  }
  const was = new URLSearchParams({ changed: id, districts: before?.districts.join(",") ?? "" });
  if (before?.administrator) was.set("administrator", "yes");
  return answer(sent, set, removed ? `/admin/coordinators?${was}` : "/admin/coordinators");
}

export default Coordinators;
