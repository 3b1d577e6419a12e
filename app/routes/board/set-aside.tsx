import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { readClocks } from "../../districts/queries.server";
import { listSetAside } from "../../requests/queries/set-aside.server";
import { SetAsidePage } from "../../requests/view/board/set-aside-page";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("board:aside.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const [floods, clocks] = await Promise.all([listSetAside(ctx), readClocks(ctx.db)]);
  return { floods, clocks };
}

export default function SetAside() {
  return <SetAsidePage {...useLoaderData<typeof loader>()} refusal={useOutlet()} />;
}
