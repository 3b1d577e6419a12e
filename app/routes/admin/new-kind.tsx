import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { addKind } from "../../resources/commands/change-kind.server";
import { KindPage } from "../../resources/view/kinds-page";
import { type FormAnswer, perform, readSent } from "../answer.server";
import { requireAdministrator, statusOf } from "../gate.server";
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
  const added = await perform(ctx, addKind, sent);
  if (added.ok) return redirect("/admin/kinds", 303);
  const { errors } = added;
  // All of it comes back: the code of a kind of thing is no secret.
  return data<FormAnswer>(
    { typed: sent.typed, errors: errors ?? {}, refusal: errors ? null : added },
    { status: errors ? 422 : statusOf(added) },
  );
}

export default function NewKind() {
  const { kept, errors, refusal } = useAnswer();
  return <KindPage kind={null} typed={kept} errors={errors} refusal={refusal} />;
}
