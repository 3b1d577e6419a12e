import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useLocation, useParams } from "@remix-run/react";
import { sendHelp } from "../../dispatch/commands/send.server";
import { whoCouldGo } from "../../dispatch/queries/sendable.server";
import { readDragged, withoutDragged } from "../../dispatch/rules/dragged";
import { readLookedFor, withoutLookedFor } from "../../dispatch/rules/look-for";
import { SendForm } from "../../dispatch/view/send-form";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import { readTyped } from "../../platform/form";
import { answer, perform, readSent } from "../answer.server";
import { found, requireCoordinator } from "../gate.server";
import { useAnswer } from "../use-answer";
import { requireRequest } from "./sheet.server";

const LISTS = ["people"];

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { searchParams } = new URL(args.request.url);
  const lookedFor = readLookedFor(searchParams);
  const sendable = found(
    await whoCouldGo(ctx, args.params.id ?? "", readDragged(searchParams), lookedFor ?? undefined),
  );
  const { candidates, things } = sendable;
  const phones = [
    ...candidates.map(({ phone }) => phone),
    ...(things?.things ?? []).map(({ owner }) => owner?.phone),
  ];
  return {
    ...sendable,
    dead: await deadAmong(ctx.db, phones),
    find: lookedFor?.find ?? "",
    // The list was only to be shown again: with all that was typed and ticked.
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
  const { search } = useLocation();
  const around = withoutLookedFor(search);
  const at = `/board/requests/${useParams().id}`;
  return (
    <SendForm
      {...sendable}
      action={`${at}/send${search}`}
      around={around}
      back={`${at}${withoutDragged(around)}`}
      typed={kept ?? shownAgain}
      errors={errors}
      refusal={refusal}
    />
  );
}
