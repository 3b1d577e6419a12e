import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addCategory, changeCategory } from "../../districts/commands/change-category.server";
import { categoryForm } from "../../districts/form";
import { readCategory } from "../../districts/queries/settings.server";
import { CategoryPage } from "../../districts/view/category-page";
import { useI18n } from "../../i18n/context";
import { type FieldErrors, parseForm, type Typed } from "../../platform/form";
import type { Refusal } from "../../platform/types";
import { found, requireAdministrator, statusOf } from "../gate.server";
import { titled } from "../titled";

export const meta = titled("admin:categories.title");

const isNew = (code: string | undefined) => code === "new";

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  const { code = "" } = args.params;
  return { category: isNew(code) ? null : found(await readCategory(db, code)) };
}

type Answer = { typed: Typed; errors: FieldErrors; refusal: Refusal | null };

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const form = parseForm(categoryForm, await args.request.formData());
  const answer = (errors: FieldErrors, refusal: Refusal | null, status: number) =>
    data<Answer>({ typed: form.typed, errors, refusal }, { status });
  if (!form.ok) return answer(form.errors, null, 422);
  const { code } = args.params;
  const result = isNew(code)
    ? await addCategory(ctx, form.value)
    : await changeCategory(ctx, { ...form.value, code: code ?? "" });
  if (result.ok) return redirect("/admin/categories", 303);
  return answer({}, result, statusOf(result));
}

export default function Category() {
  const { category } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { refusal } = useI18n();
  const refused = answer?.refusal;
  return (
    <CategoryPage
      category={category}
      typed={answer && refused?.code !== "conflict" ? answer.typed : null}
      errors={answer?.errors ?? {}}
      refusal={refused ? refusal(refused.code, refused.params) : null}
    />
  );
}
