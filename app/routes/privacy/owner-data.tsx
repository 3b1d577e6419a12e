import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { forgetOffer } from "../../privacy/commands/forget.server";
import { offerOfLink } from "../../privacy/queries/subjects.server";
import { DataPage } from "../../privacy/view/data-page";
import { perform, readSent } from "../answer.server";
import { found } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { dataOf, forgotten, wrongOf } from "./erasing.server";

export const meta = titled("data:title");

/** For an owner without an account, by their private link. */
export async function loader({ params: { token = "" }, request, context }: LoaderFunctionArgs) {
  const data = await dataOf(context, found(await offerOfLink(context.db, token)));
  return { data, wrong: wrongOf(request) };
}

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  return forgotten(sent, await perform(context, forgetOffer, sent, { token }));
}

export default function OwnerData() {
  const { data, wrong } = useLoaderData<typeof loader>();
  const { errors, refusal } = useAnswer();
  const back = `/lent/${useParams().token}`;
  return (
    <DataPage
      thing="offer"
      data={data}
      path={`${back}/data`}
      filesAt={`${back}/files`}
      back={back}
      errors={errors}
      refusal={refusal}
      wrong={wrong}
    />
  );
}
