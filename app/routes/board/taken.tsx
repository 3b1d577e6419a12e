import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readTaken } from "../../requests/queries/taken.server";
import { TakenPage } from "../../requests/view/board/taken-page";
import { BoardKeys } from "../../ui/board-keys";
import { found, requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("board:take.done");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { request: found(await readTaken(ctx, args.params.id)) };
}

export default function Taken() {
  return (
    <>
      <TakenPage {...useLoaderData<typeof loader>()} />
      <BoardKeys />
    </>
  );
}
