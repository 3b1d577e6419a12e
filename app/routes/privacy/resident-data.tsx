import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { forgetRequest } from "../../privacy/commands/forget.server";
import { requestOfLink } from "../../privacy/queries/subjects.server";
import { DataPage } from "../../privacy/view/data-page";
import { perform, readSent } from "../answer.server";
import { found } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { dataOf, forgotten, wrongOf } from "./erasing.server";

export const meta = titled("data:title");

/** For whoever holds the private link of a request. */
export async function loader({ params: { token = "" }, request, context }: LoaderFunctionArgs) {
  const data = await dataOf(context, found(await requestOfLink(context.db, token)));
  return { data, wrong: wrongOf(request) };
}

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  return forgotten(sent, await perform(context, forgetRequest, sent, { token }));
}

export default function ResidentData() {
  const { data, wrong } = useLoaderData<typeof loader>();
  const { errors, refusal } = useAnswer();
  const back = `/track/${useParams().token}`;
  return (
    <DataPage
      thing="request"
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
