import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { changeCategory } from "../../districts/commands/change-category.server";
import { readCategory } from "../../districts/queries/settings.server";
import { CategoryPage } from "../../districts/view/category-page";
import { answer, perform, readSent } from "../answer.server";
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
  return answer(sent, await perform(ctx, changeCategory, sent, { code }), "/admin/categories");
}

export default function Category() {
  const { kept, errors, refusal } = useAnswer();
  const { category } = useLoaderData<typeof loader>();
  return <CategoryPage category={category} typed={kept} errors={errors} refusal={refusal} />;
}
