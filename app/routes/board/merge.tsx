import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutletContext } from "@remix-run/react";
import { mergeRequest } from "../../requests/commands/merge.server";
import { readToCompare } from "../../requests/queries/request.server";
import { MergeForm } from "../../requests/view/board/merge-form";
import type { SheetForm } from "../../requests/view/board/sheet-forms";
import { answer, perform, readSent } from "../answer.server";
import { found, requireCoordinator } from "../gate.server";
import { useAnswer } from "../use-answer";
import { requireRequest, sheetOf } from "./sheet.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sought = (new URL(args.request.url).searchParams.get("code") ?? "").slice(0, 40);
  return { ...found(await readToCompare(ctx, args.params.id ?? "", sought)), sought };
}

export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, mergeRequest, sent, { id }), sheetOf(args));
}

export default function Merge() {
  const { kept, errors, refusal } = useAnswer();
  const compared = useLoaderData<typeof loader>();
  return (
    <MergeForm
      {...useOutletContext<SheetForm>()}
      {...compared}
      typed={kept}
      errors={errors}
      refusal={refusal}
    />
  );
}
