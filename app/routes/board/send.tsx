import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { sendHelp } from "../../dispatch/commands/send.server";
import { withoutDragged } from "../../dispatch/rules/dragged";
import { readLookedFor, withoutLookedFor } from "../../dispatch/rules/look-for";
import { SendForm } from "../../dispatch/view/send-form";
import { readTyped } from "../../platform/form";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { useAnswer } from "../use-answer";
import { LISTS, readCandidates } from "./candidates.server";
import { useSendAddresses } from "./send-addresses";
import { requireRequest } from "./sheet.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { url } = args.request;
  const { searchParams } = new URL(url);
  const lookedFor = readLookedFor(searchParams);
  return {
    ...(await readCandidates(ctx, args.params.id ?? "", url, lookedFor ?? undefined)),
    // Loaded again, or come back to: with who was ticked.
    shownAgain: lookedFor ? readTyped(searchParams, { lists: LISTS }) : null,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request, LISTS);
  const made = await perform(ctx, sendHelp, sent, { request: [id] });
  const { search } = new URL(args.request.url);
  return answer(sent, made, `/board/requests/${id}${withoutDragged(withoutLookedFor(search))}`);
}

export default function Send() {
  const { kept, errors, refusal } = useAnswer();
  const { shownAgain, ...sendable } = useLoaderData<typeof loader>();
  return (
    <SendForm
      {...sendable}
      {...useSendAddresses()}
      typed={kept ?? shownAgain}
      errors={errors}
      refusal={refusal}
    />
  );
}
