import type { ActionFunctionArgs } from "@remix-run/node";
import { useOutletContext } from "@remix-run/react";
import type { ComponentProps } from "react";
import { type Typed, typedText } from "../../platform/form";
import { triage } from "../../requests/commands/triage.server";
import { nextToRead } from "../../requests/queries/next.server";
import { isId, requestInReach } from "../../requests/queries/reach.server";
import { readOpened } from "../../requests/rules/three-way";
import { TriageForm } from "../../requests/view/board/sheet-forms";
import { answer, perform, readSent } from "../answer.server";
import { found, requireCoordinator } from "../gate.server";
import { useAnswer } from "../use-answer";
import { sheetOf } from "./sheet.server";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { id } = args.params;
  const sent = await readSent(args.request);
  // The next one is asked for before this one leaves its place in the list.
  const next = sent.typed.then === "next" && isId(id) ? await nextToRead(ctx, id) : null;
  const result = await perform(ctx, triage, sent, { id });
  // The command judges whose request it is, so that one moved to another district is answered the same when it is sent again.
  if (!result.ok) found(await requestInReach(ctx, id));
  else await keepUndo(args, sent.typed);
  // What was a mistake is looked at again.
  if (sent.typed.undone) return answer(sent, result, sheetOf(args));
  return answer(sent, result, next ? sheetOf(args, "", next) : sheetOf(args));
}

const SHOWN = ["priority", "category", "district"];

/** For a minute the browser knows what stood there before, so that a slip of the hand is taken back by one press. */
async function keepUndo({ context, params }: ActionFunctionArgs, typed: Typed) {
  const { cookies, setHeader } = context;
  const was = typed.undone ? null : readOpened(typedText(typed, "was"));
  if (!was) return setHeader("Set-Cookie", await cookies.forgetUndo());
  const now = Object.fromEntries(SHOWN.map((field) => [field, typedText(typed, field)]));
  const version = Number(typedText(typed, "version")) + 1;
  setHeader("Set-Cookie", await cookies.writeUndo({ id: params.id!, version, was, now }));
}

export default function Triage() {
  const { kept, errors, refusal } = useAnswer();
  const sheet = useOutletContext<ComponentProps<typeof TriageForm>>();
  return <TriageForm {...sheet} typed={kept} errors={errors} refusal={refusal} />;
}
