import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeCategory } from "../../districts/commands/change-category.server";
import { readCategory } from "../../districts/queries/settings.server";
import { CategoryPage } from "../../districts/view/category-page";
import { openOfKind } from "../../overview/queries/touched.server";
import { answer, emptyAnswer, type FormAnswer, perform, readSent } from "../answer.server";
import { found, requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("admin:categories.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  return { category: found(await readCategory(db, args.params.code ?? "")) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  const { code = "" } = args.params;
  const retires = sent.typed.active === undefined && sent.typed.version !== undefined;
  const known = retires && sent.typed.sure !== "yes" ? await readCategory(ctx.db, code) : null;
  const open = known?.active ? await openOfKind(ctx.db, code) : 0;
  if (open > 0) return data<PreviewAnswer>({ ...emptyAnswer, typed: sent.typed, open });
  return answer(sent, await perform(ctx, changeCategory, sent, { code }), "/admin/categories");
}

type PreviewAnswer = FormAnswer & { open: number };

export default function Category() {
  const open = useActionData<Partial<PreviewAnswer>>()?.open ?? 0;
  const { kept, errors, refusal } = useAnswer();
  const { category } = useLoaderData<typeof loader>();
  return (
    <CategoryPage
      category={category}
      typed={kept}
      errors={errors}
      refusal={refusal}
      stillOpen={open}
    />
  );
}
