import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { addKind } from "../../resources/commands/change-kind.server";
import { KindPage } from "../../resources/view/kinds-page";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("admin:kinds.title");

export async function loader(args: LoaderFunctionArgs) {
  await requireAdministrator(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, addKind, sent), "/admin/kinds");
}

export default function NewKind() {
  const { kept, errors, refusal } = useAnswer();
  return <KindPage kind={null} typed={kept} errors={errors} refusal={refusal} />;
}
