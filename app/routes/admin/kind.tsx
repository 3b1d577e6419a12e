import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { parseForm } from "../../platform/form";
import { addKind, changeKind } from "../../resources/commands/change-kind.server";
import { kindForm } from "../../resources/form";
import { readKind } from "../../resources/queries/kinds.server";
import { KindPage } from "../../resources/view/kinds-page";
import { refused, wrong } from "../answer.server";
import { found, requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("admin:kinds.title");

const isNew = (code: string | undefined) => code === "new";

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  const { code = "" } = args.params;
  return { kind: isNew(code) ? null : found(await readKind(db, code)) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const form = parseForm(kindForm, await args.request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const { code = "" } = args.params;
  const result = isNew(code)
    ? await addKind(ctx, form.value)
    : await changeKind(ctx, { ...form.value, code });
  return result.ok ? redirect("/admin/kinds", 303) : refused(form.typed, result);
}

export default function Kind() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <KindPage {...useLoaderData<typeof loader>()} typed={kept} errors={errors} refusal={refusal} />
  );
}
