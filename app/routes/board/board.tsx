import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet, useParams } from "@remix-run/react";
import { whoIsComing } from "../../dispatch/queries/coming.server";
import { readChoices } from "../../districts/queries.server";
import { readNews } from "../../realtime/queries/news.server";
import { lastLine } from "../../realtime/queries/read.server";
import { countBoard, listBoard, listLanes } from "../../requests/queries/board.server";
import { searchBoard } from "../../requests/queries/search.server";
import { countSetAside } from "../../requests/queries/set-aside.server";
import { type BoardFilter, readFilter } from "../../requests/rules/filter";
import { BoardPage } from "../../requests/view/board/board-page";
import { BoardKeys } from "../../ui/board-keys";
import { Script } from "../../ui/script";
import { type MemberCtx, requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("board:title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const filter = readFilter(new URL(args.request.url).searchParams);
  // Before the lists: what is written meanwhile is told again rather than missed.
  const since = await lastLine(ctx.db);
  const [listed, heads, aside, choices, news] = await Promise.all([
    listedBy(ctx, filter),
    countBoard(ctx, filter),
    countSetAside(ctx),
    readChoices(ctx.db),
    readNews(ctx, since),
  ]);
  const coming = await whoIsComing(
    ctx,
    listed.lines.map(({ id }) => id),
  );
  return { ...listed, coming, heads, aside, filter, since, news, ...choices };
}

async function listedBy(ctx: MemberCtx, filter: BoardFilter) {
  if (filter.search) return { lines: await searchBoard(ctx, filter.search), next: null };
  if (filter.lane || filter.group === "ended") return listBoard(ctx, filter);
  return { lines: await listLanes(ctx, filter), next: null };
}

export default function Board() {
  const opened = useParams().id ?? null;
  return (
    <>
      <BoardPage {...useLoaderData<typeof loader>()} opened={opened} sheet={useOutlet()} />
      <BoardKeys />
      <Script name="live-board" />
      <Script name="open-sheet" />
    </>
  );
}
