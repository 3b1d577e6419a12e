import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useLocation } from "@remix-run/react";
import { listTasksOn } from "../../dispatch/queries/tasks.server";
import { SentHomeOfSeveral } from "../../dispatch/view/sent-home";
import { useI18n } from "../../i18n/context";
import { joinSeveral } from "../../requests/commands/join-several.server";
import { readMarked } from "../../requests/queries/request.server";
import { codeInGroups } from "../../requests/rules/look-up";
import { JoinPage } from "../../requests/view/board/join-page";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "board" };
export const meta = titled("board:join.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { searchParams } = new URL(args.request.url);
  const requests = await readMarked(ctx, searchParams.getAll("request"));
  const tasks = await listTasksOn(
    ctx,
    requests.map(({ id }) => id),
  );
  return { requests, tasks };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request, ["seen"]);
  const joined = asRefusal(await perform(ctx, joinSeveral, sent), "request.several");
  const around = withoutMarked(new URL(args.request.url).search);
  return answer(sent, joined, ({ id }) => `/board/requests/${id}${around}`);
}

export default function Merges() {
  const { kept, refusal } = useAnswer();
  const { search } = useLocation();
  const { requests, tasks } = useLoaderData<typeof loader>();
  const { name } = useI18n();
  const names = new Map(
    requests.map(({ id, categoryNames, code }) => [
      id,
      `${name(categoryNames)} ${codeInGroups(code)}`,
    ]),
  );
  return (
    <JoinPage
      requests={requests}
      sentHome={<SentHomeOfSeveral tasks={tasks} names={names} />}
      action={`/board/requests/merges${search}`}
      back={`/board${withoutMarked(search)}`}
      typed={kept}
      refusal={refusal}
    />
  );
}

/** The list as it was, out of an address that says what was marked in it. */
function withoutMarked(search: string): string {
  const params = new URLSearchParams(search);
  params.delete("request");
  return params.size > 0 ? `?${params}` : "";
}
