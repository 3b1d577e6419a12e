import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useLocation, useOutlet } from "@remix-run/react";
import { listSilent } from "../../dispatch/queries/silent.server";
import { listTasksOf } from "../../dispatch/queries/tasks.server";
import { fromSheet } from "../../dispatch/rules/from-sheet";
import { SentHome } from "../../dispatch/view/sent-home";
import { SilentPeople } from "../../dispatch/view/silent";
import { TasksOf } from "../../dispatch/view/tasks-page";
import { readOutlines } from "../../districts/queries/outlines.server";
import { readChoices } from "../../districts/queries.server";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import { listTexts } from "../../messages/queries/texts.server";
import { TextsOf } from "../../messages/view/texts-of";
import { nextToRead } from "../../requests/queries/next.server";
import { readPace } from "../../requests/queries/reading-pace.server";
import { openRequest } from "../../requests/queries/request.server";
import { RequestSheet } from "../../requests/view/board/request-sheet";
import { found, requireCoordinator } from "../gate.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const request = found(await openRequest(ctx, args.params.id ?? ""));
  const { phone, email } = request.secret;
  const silent = await listSilent(ctx, request.id);
  const isUnread = request.state === "submitted";
  const [tasks, texts, dead, choices, next, pace, { districts }] = await Promise.all([
    listTasksOf(ctx, request.id),
    listTexts(ctx.db, request.id),
    deadAmong(ctx.db, [phone, email, ...silent.map((one) => one.phone)]),
    readChoices(ctx.db),
    isUnread ? nextToRead(ctx, request.id) : null,
    isUnread ? readPace(ctx) : null,
    readOutlines(ctx.db),
  ]);
  const polygons = districts.find(({ id }) => id === request.districtId)?.polygons ?? [];
  return { request, polygons, tasks, silent, texts, dead, next, pace, ...choices };
}

export default function Request() {
  const { request, polygons, tasks, silent, texts, dead, next, pace, ...choices } =
    useLoaderData<typeof loader>();
  const { search } = useLocation();
  const leadsTo = fromSheet(request.id, search);
  const sentHome = <SentHome tasks={tasks} />;
  const form = useOutlet({ request, query: search, next, pace, sentHome, ...choices });
  return (
    <RequestSheet
      request={request}
      polygons={polygons}
      form={form}
      query={search}
      silent={<SilentPeople people={silent} dead={dead} leadsTo={leadsTo} />}
      tasks={<TasksOf tasks={tasks} leadsTo={leadsTo} />}
      texts={<TextsOf texts={texts} />}
      dead={dead}
      next={next}
      pace={pace}
      {...choices}
    />
  );
}
