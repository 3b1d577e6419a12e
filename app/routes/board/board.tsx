import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet, useParams } from "@remix-run/react";
import { whoIsComing } from "../../dispatch/queries/coming.server";
import { readChoices } from "../../districts/queries.server";
import { listWaiting } from "../../duty/queries/duty.server";
import { WaitingHandovers } from "../../duty/view/waiting";
import { incidentsToChoose } from "../../incidents/queries/incidents.server";
import { readNews } from "../../realtime/queries/news.server";
import { lastLine } from "../../realtime/queries/read.server";
import {
  countBoard,
  listBoard,
  listLanes,
  wantsRoomyLines,
} from "../../requests/queries/board.server";
import { listSameStreet, searchBoard } from "../../requests/queries/search.server";
import { countSetAside } from "../../requests/queries/set-aside.server";
import { type BoardFilter, readFilter } from "../../requests/rules/filter";
import { BoardPage } from "../../requests/view/board/board-page";
import { BoardKeys } from "../../ui/board-keys";
import { Script } from "../../ui/script";
import { type MemberCtx, requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { BoardPane } from "./board-pane";
import { readPane } from "./pane.server";

export const handle = { face: "board" };
export const meta = titled("board:title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { searchParams } = new URL(args.request.url);
  const filter = readFilter(searchParams);
  // Before the lists: what is written meanwhile is told again rather than missed.
  const since = await lastLine(ctx.db);
  const [listed, heads, aside, choices, incidents, roomy, news, pane, waiting, undo] =
    await Promise.all([
      listedBy(ctx, filter),
      countBoard(ctx, filter),
      countSetAside(ctx),
      readChoices(ctx.db),
      incidentsToChoose(ctx, filter.incident),
      wantsRoomyLines(ctx),
      readNews(ctx, since),
      readPane(ctx, filter, searchParams, args.params.id),
      listWaiting(ctx),
      args.context.cookies.readUndo(args.request.headers.get("Cookie")),
    ]);
  const coming = await whoIsComing(
    ctx,
    listed.lines.map(({ id }) => id),
  );
  const lines = listed.lines.map((line) => {
    const { html } = ctx.draw(ctx.locale, ctx.now, line, coming.get(line.id) ?? []);
    return { id: line.id, lane: line.lane, html };
  });
  const { next } = listed;
  const shown = { lines, next, heads, aside, filter, since, news, pane, waiting, undo };
  return { ...shown, ...choices, incidents, roomy };
}

async function listedBy(ctx: MemberCtx, filter: BoardFilter) {
  if (filter.street) return { lines: await listSameStreet(ctx, filter.street, filter), next: null };
  if (filter.search) return { lines: await searchBoard(ctx, filter.search), next: null };
  if (filter.lane || filter.group === "ended") return listBoard(ctx, filter);
  return { lines: await listLanes(ctx, filter), next: null };
}

export default function Board() {
  const opened = useParams().id ?? null;
  const { pane, waiting, ...board } = useLoaderData<typeof loader>();
  const { filter } = board;
  return (
    <>
      <BoardPage
        {...board}
        opened={opened}
        sheet={useOutlet()}
        handovers={<WaitingHandovers waiting={waiting} />}
        pane={pane && <BoardPane pane={pane} filter={filter} opened={opened} />}
      />
      <BoardKeys />
      <Script name="live-board" />
      <Script name="open-sheet" />
    </>
  );
}
