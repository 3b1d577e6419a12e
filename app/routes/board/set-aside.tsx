import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { listSetAside } from "../../requests/queries/set-aside.server";
import { SetAsidePage } from "../../requests/view/board/set-aside-page";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("board:aside.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const asked = Number(new URL(args.request.url).searchParams.get("page"));
  const page = Number.isInteger(asked) && asked > 0 && asked < 10_000 ? asked : 1;
  return listSetAside(ctx, page);
}

export default function SetAside() {
  return <SetAsidePage {...useLoaderData<typeof loader>()} refusal={useOutlet()} />;
}
