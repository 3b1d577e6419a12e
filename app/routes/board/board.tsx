import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet, useParams } from "@remix-run/react";
import { readChoices, readClocks } from "../../districts/queries.server";
import { countBoard, listBoard } from "../../requests/queries/board.server";
import { searchBoard } from "../../requests/queries/search.server";
import { countSetAside } from "../../requests/queries/set-aside.server";
import { readFilter } from "../../requests/rules/filter";
import { BoardPage } from "../../requests/view/board/board-page";
import { BoardKeys } from "../../ui/board-keys";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("board:title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const filter = readFilter(new URL(args.request.url).searchParams);
  const [listed, heads, aside, clocks, choices] = await Promise.all([
    filter.search
      ? searchBoard(ctx, filter.search).then((lines) => ({ lines, next: null }))
      : listBoard(ctx, filter),
    countBoard(ctx),
    countSetAside(ctx),
    readClocks(ctx.db),
    readChoices(ctx.db),
  ]);
  return { ...listed, heads, aside, clocks, filter, ...choices };
}

export default function Board() {
  const opened = useParams().id ?? null;
  return (
    <>
      <BoardPage {...useLoaderData<typeof loader>()} opened={opened} sheet={useOutlet()} />
      <BoardKeys />
    </>
  );
}
