import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { createTask } from "../../dispatch/commands/create-task.server";
import { requestsForTask } from "../../dispatch/queries/tasks.server";
import { usualFor } from "../../dispatch/queries/usual.server";
import { NewTaskPage } from "../../dispatch/view/task-forms";
import { readChoices } from "../../districts/queries.server";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("tasks:newTask");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const ids = new URL(args.request.url).searchParams.getAll("request");
  const { districts } = await readChoices(ctx.db);
  const requests = await requestsForTask(ctx, ids);
  const usual = await usualFor(
    ctx.db,
    requests.map(({ id }) => id),
  );
  return { requests, usual, districts };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["request", "skills"]);
  const made = await perform(ctx, createTask, sent);
  return answer(sent, made, (id) => `/board/tasks/${id}#offer`);
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
