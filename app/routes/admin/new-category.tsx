import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { addCategory } from "../../districts/commands/change-category.server";
import { CategoryPage } from "../../districts/view/category-page";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("admin:categories.title");

export async function loader(args: LoaderFunctionArgs) {
  await requireAdministrator(args);
  return null;
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, addCategory, sent), "/admin/categories");
}

export default function NewCategory() {
  const { kept, errors, refusal } = useAnswer();
  return <CategoryPage category={null} typed={kept} errors={errors} refusal={refusal} />;
}
