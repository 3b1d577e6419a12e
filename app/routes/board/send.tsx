import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useLocation, useParams } from "@remix-run/react";
import { sendHelp } from "../../dispatch/commands/send.server";
import { whoCouldGo } from "../../dispatch/queries/sendable.server";
import { readDragged, withoutDragged } from "../../dispatch/rules/dragged";
import { SendForm } from "../../dispatch/view/send-form";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import { answer, perform, readSent } from "../answer.server";
import { found, requireCoordinator } from "../gate.server";
import { useAnswer } from "../use-answer";
import { requireRequest } from "./sheet.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const dragged = readDragged(new URL(args.request.url).searchParams);
  const sendable = found(await whoCouldGo(ctx, args.params.id ?? "", dragged));
  const phones = sendable.candidates.map(({ phone }) => phone);
  return { ...sendable, dead: await deadAmong(ctx.db, phones) };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request, ["people"]);
  const made = await perform(ctx, sendHelp, sent, { request: [id] });
  const { search } = new URL(args.request.url);
  return answer(sent, made, `/board/requests/${id}${withoutDragged(search)}`);
}

export default function Send() {
  const { kept, errors, refusal } = useAnswer();
  const { search } = useLocation();
  const at = `/board/requests/${useParams().id}`;
  return (
    <SendForm
      {...useLoaderData<typeof loader>()}
      action={`${at}/send${search}`}
      back={`${at}${withoutDragged(search)}`}
      typed={kept}
      errors={errors}
      refusal={refusal}
    />
  );
}
