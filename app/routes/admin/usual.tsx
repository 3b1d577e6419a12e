import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { setUsual } from "../../dispatch/commands/set-usual.server";
import { readUsualToSet } from "../../dispatch/queries/usual.server";
import { UsualPage } from "../../dispatch/view/usual-page";
import { answer, perform, readSent } from "../answer.server";
import { found, requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("tasks:usual.page");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  return found(await readUsualToSet(db, args.params.code ?? ""));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request, ["skills"]);
  const { code = "" } = args.params;
  return answer(sent, await perform(ctx, setUsual, sent, { code }), "/admin/categories");
}

export default function UsualOfKind() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <UsualPage {...useLoaderData<typeof loader>()} typed={kept} errors={errors} refusal={refusal} />
  );
}
