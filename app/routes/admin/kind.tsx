import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { changeKind } from "../../resources/commands/change-kind.server";
import { readKind } from "../../resources/queries/kinds.server";
import { KindPage } from "../../resources/view/kinds-page";
import { answer, perform, readSent } from "../answer.server";
import { found, requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("admin:kinds.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  return { kind: found(await readKind(db, args.params.code ?? "")) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  const { code = "" } = args.params;
  return answer(sent, await perform(ctx, changeKind, sent, { code }), "/admin/kinds");
}

export default function Kind() {
  const { kept, errors, refusal } = useAnswer();
  const { kind } = useLoaderData<typeof loader>();
  return <KindPage kind={kind} typed={kept} errors={errors} refusal={refusal} />;
}
