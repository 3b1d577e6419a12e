import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { setClock } from "../../districts/commands/set-clock.server";
import { clockForm } from "../../districts/form";
import { readAllClocks } from "../../districts/queries/settings.server";
import { ClocksPage } from "../../districts/view/clocks-page";
import { useI18n } from "../../i18n/context";
import { type FieldErrors, parseForm, type Typed } from "../../platform/form";
import type { Refusal } from "../../platform/types";
import { requireAdministrator, statusOf } from "../gate.server";
import { titled } from "../titled";

export const meta = titled("admin:clocks.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  const saved = new URL(args.request.url).searchParams.has("saved");
  return { ...(await readAllClocks(db)), saved };
}

type Answer = { typed: Typed | null; errors: FieldErrors; refusal: Refusal | null };

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const form = parseForm(clockForm, await args.request.formData());
  if (!form.ok)
    return data<Answer>({ typed: form.typed, errors: form.errors, refusal: null }, { status: 422 });
  const result = await setClock(ctx, form.value);
  if (result.ok) return redirect("/admin/clocks?saved", 303);
  // What stands now is shown, so that it can be seen before it is changed again.
  return data<Answer>({ typed: null, errors: {}, refusal: result }, { status: statusOf(result) });
}

export default function Clocks() {
  const answer = useActionData<typeof action>();
  const { refusal } = useI18n();
  return (
    <ClocksPage
      {...useLoaderData<typeof loader>()}
      typed={answer?.typed ?? null}
      errors={answer?.errors ?? {}}
      refusal={answer?.refusal ? refusal(answer.refusal.code, answer.refusal.params) : null}
    />
  );
}
