import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { leadToSecondFactor, requireMember } from "../gate.server";

/** Where somebody who has signed in belongs. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor } = await requireMember(args);
  leadToSecondFactor(args);
  if (actor.districts.length > 0) return redirect("/board", 303);
  if (actor.administrator) return redirect("/admin", 303);
  return redirect(actor.standing ? "/tasks" : "/account", 303);
}
