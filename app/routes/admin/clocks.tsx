import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { setClock } from "../../districts/commands/set-clock.server";
import { clockForm } from "../../districts/form";
import { readAllClocks } from "../../districts/queries/settings.server";
import { ClocksPage } from "../../districts/view/clocks-page";
import { lateWith } from "../../overview/queries/touched.server";
import type { LateThen } from "../../overview/views";
import {
  answer,
  emptyAnswer,
  type FormAnswer,
  perform,
  readSent,
  type Sent,
} from "../answer.server";
import { type MemberCtx, requireAdministrator } from "../gate.server";
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
  const late = sent.typed.sure === "yes" ? null : await previewOf(ctx, sent);
  if (late) return data<PreviewAnswer>({ ...emptyAnswer, typed: sent.typed, late });
  return answer(sent, await perform(ctx, setClock, sent), "/admin/clocks?saved");
}

type PreviewAnswer = FormAnswer & { late: LateThen };

/** Whom the limits touch that were typed; null for nobody, and for what can't be set at all. */
async function previewOf(ctx: MemberCtx, { typed }: Sent) {
  const read = clockForm.safeParse(typed);
  if (!read.success) return null;
  const { priority, district, triage, assign, fulfil } = read.data;
  const limits = { triageMinutes: triage, assignMinutes: assign, fulfilMinutes: fulfil };
  return lateWith(ctx, { priority, district, ...limits });
}

export default function Clocks() {
  const late = useActionData<Partial<PreviewAnswer>>()?.late ?? null;
  const { kept, errors, refusal } = useAnswer();
  return (
    <ClocksPage
      {...useLoaderData<typeof loader>()}
      typed={kept}
      late={late}
      errors={errors}
      refusal={refusal}
    />
  );
}
