import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { takeRequest } from "../../requests/commands/submit.server";
import { TakePage } from "../../requests/view/board/take-page";
import { answer, perform, readSent, wrong } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member", form: true };
export const meta = titled("board:take.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { ...(await readChoices(ctx.db)), locales: ctx.city.locales };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["vulnerable"]);
  const taken = await perform(ctx, takeRequest, sent);
  if (!taken.ok && taken.code === "request.category")
    return wrong(sent.typed, { category: "category" });
  return answer(sent, taken, ({ id }) => `/board/requests/${id}`);
}

export default function NewRequest() {
  const { typed, errors } = useAnswer();
  return <TakePage {...useLoaderData<typeof loader>()} typed={typed} errors={errors} />;
}
