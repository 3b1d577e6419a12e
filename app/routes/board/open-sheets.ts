import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { execute } from "../../platform/command.server";
import { sayOpen } from "../../requests/commands/open-sheet.server";
import { readSent } from "../answer.server";
import { requireCoordinator, statusOf } from "../gate.server";

export async function loader(args: LoaderFunctionArgs) {
  await requireCoordinator(args);
  return redirect("/board", 303);
}

/** An open page says so every now and then. Without a key, for said twice it is the same. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { typed } = await readSent(args.request);
  const said = await execute(ctx, sayOpen, typed);
  return new Response(null, { status: said.ok ? 204 : statusOf(said) });
}
