import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { searchBoard } from "../../requests/queries/search.server";
import { FindPage } from "../../requests/view/board/find-page";
import { BoardKeys } from "../../ui/board-keys";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("board:go.title");

/** Shorter words are in nearly every request. */
const LEAST = 3;
const MOST = 8;

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const wanted = (new URL(args.request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
  const lines = wanted.length < LEAST ? [] : await searchBoard(ctx, wanted);
  const requests = lines
    .slice(0, MOST)
    .map(({ id, code, state, categoryNames, districtNames }) => ({
      id,
      code,
      state,
      categoryNames,
      districtNames,
    }));
  return { wanted, requests, administrator: ctx.actor.administrator };
}

export default function Find() {
  return (
    <>
      <FindPage {...useLoaderData<typeof loader>()} />
      <BoardKeys />
    </>
  );
}
