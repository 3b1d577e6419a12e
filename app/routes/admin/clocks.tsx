import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { setClock } from "../../districts/commands/set-clock.server";
import { readAllClocks } from "../../districts/queries/settings.server";
import { ClocksPage } from "../../districts/view/clocks-page";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("admin:clocks.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  const saved = new URL(args.request.url).searchParams.has("saved");
  return { ...(await readAllClocks(db)), saved };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, setClock, sent), "/admin/clocks?saved");
}

export default function Clocks() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <ClocksPage
      {...useLoaderData<typeof loader>()}
      typed={kept}
      errors={errors}
      refusal={refusal}
    />
  );
}
