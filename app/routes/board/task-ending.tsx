import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { useLocation, useOutletContext } from "@remix-run/react";
import { endTask, returnTask } from "../../dispatch/commands/conclude.server";
import { endingForm, versionForm } from "../../dispatch/form";
import { EndingForm } from "../../dispatch/view/task-forms";
import type { OpenTask } from "../../dispatch/view/task-page";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { Refusal } from "../../ui/notice";
import { refused, wrong } from "../answer.server";
import { useAnswer } from "../use-answer";
import { requireTask } from "./sheet.server";

const returns = (pathname: string) => pathname.includes("/returns");

/** `/endings` cancels or fails a task; `/returns` says that it is not done after all. */
export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireTask(args);
  const sent = await args.request.formData();
  if (returns(new URL(args.request.url).pathname)) {
    const form = parseForm(versionForm, sent);
    const result = form.ok ? await returnTask(ctx, id, form.value.version) : refuse("unknown");
    return result.ok ? redirect(`/board/tasks/${id}`, 303) : refused({}, result);
  }
  const form = parseForm(endingForm, sent);
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await endTask(ctx, id, form.value);
  return result.ok ? redirect(`/board/tasks/${id}`, 303) : refused(form.typed, result);
}

export default function TaskEnding() {
  const { kept, errors, refusal } = useAnswer();
  const { opened } = useOutletContext<{ opened: OpenTask }>();
  if (returns(useLocation().pathname)) return refusal && <Refusal>{refusal}</Refusal>;
  return <EndingForm opened={opened} typed={kept} errors={errors} refusal={refusal} />;
}
