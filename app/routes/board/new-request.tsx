import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { typedText } from "../../platform/form";
import { takeRequest } from "../../requests/commands/take.server";
import { openOfNumber } from "../../requests/queries/taken.server";
import { CallPage } from "../../requests/view/board/call-page";
import type { OfNumber } from "../../requests/views";
import { answer, emptyAnswer, perform, readSent, wrong } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "board", form: true };
export const meta = titled("board:take.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { ...(await readChoices(ctx.db)), locales: ctx.city.locales };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["vulnerable"]);
  if (sent.typed.look)
    return data({
      ...emptyAnswer,
      typed: sent.typed,
      same: await openOfNumber(ctx, typedText(sent.typed, "phone")),
    });
  const taken = await perform(ctx, takeRequest, sent);
  if (!taken.ok && taken.code === "request.category")
    return wrong(sent.typed, { category: "category" });
  return answer(sent, taken, ({ id }) => `/board/requests/${id}/taken`);
}

export default function NewRequest() {
  const { typed, errors, refusal } = useAnswer();
  const same = useActionData<{ same?: OfNumber[] }>()?.same ?? null;
  return (
    <CallPage
      {...useLoaderData<typeof loader>()}
      typed={typed}
      errors={errors}
      refusal={refusal}
      same={same}
    />
  );
}
