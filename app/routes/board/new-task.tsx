import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { createTask } from "../../dispatch/commands/create-task.server";
import { taskForm } from "../../dispatch/form";
import { requestsForTask } from "../../dispatch/queries/tasks.server";
import { NewTaskPage } from "../../dispatch/view/task-forms";
import { findDistrict, readChoices } from "../../districts/queries.server";
import { parseForm } from "../../platform/form";
import { refuse } from "../../platform/types";
import { instantOf } from "../../platform/zone";
import { isId } from "../../requests/queries/reach.server";
import { refused, wrong } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("tasks:newTask");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const ids = new URL(args.request.url).searchParams.getAll("request");
  const { districts } = await readChoices(ctx.db);
  return { requests: await requestsForTask(ctx, ids), districts };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const lists = ["request", "skills"];
  const form = parseForm(taskForm, await args.request.formData(), { lists });
  if (!form.ok) return wrong(form.typed, form.errors);
  const { request: requests, from, to, district, ...rest } = form.value;
  const { zone } = ctx.city;
  const window = { from: instantOf(from, zone), to: instantOf(to, zone) };
  if (!window.from || !window.to) return wrong(form.typed, { from: "time" });
  const districtId = district ? await findDistrict(ctx.db, district) : null;
  if (!requests.every(isId)) return refused(form.typed, refuse("request.unknown"));
  const result = await createTask(ctx, {
    ...rest,
    requests,
    districtId,
    window: { from: window.from, to: window.to },
  });
  return result.ok
    ? redirect(`/board/tasks/${result.value}#offer`, 303)
    : refused(form.typed, result);
}

export default function NewTask() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <NewTaskPage
      {...useLoaderData<typeof loader>()}
      typed={kept}
      errors={errors}
      refusal={refusal}
    />
  );
}
