import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { setRetention } from "../../privacy/commands/retire.server";
import { readRetention } from "../../privacy/queries/retention.server";
import { RetentionPage } from "../../privacy/view/retention-page";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("data:retention.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const saved = new URL(args.request.url).searchParams.has("saved");
  return { ...(await readRetention(ctx)), saved };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, setRetention, sent), "/admin/privacy?saved");
}

export default function AdminPrivacy() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <RetentionPage
      {...useLoaderData<typeof loader>()}
      typed={kept}
      errors={errors}
      refusal={refusal}
    />
  );
}
