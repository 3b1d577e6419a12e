import type { LoaderFunctionArgs } from "@remix-run/node";
import { BoardKeys, KeyList } from "../../ui/board-keys";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("common:keys.title");

export async function loader(args: LoaderFunctionArgs) {
  await requireCoordinator(args);
  return null;
}

export default function Keys() {
  return (
    <>
      <KeyList />
      <BoardKeys />
    </>
  );
}
