import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { BoardShiftPage } from "../../shifts/view/board-shift-page";
import { titled } from "../titled";
import { comingOf, requireShift, sheetOf } from "./shift.server";

export const handle = { face: "board" };
export const meta = titled("shifts:one");

export async function loader(args: LoaderFunctionArgs) {
  const { ctx, opened } = await requireShift(args);
  const { searchParams } = new URL(args.request.url);
  const token = searchParams.get("calendar");
  const wanted = (searchParams.get("find") ?? "").trim().slice(0, 60);
  const link = token && /^[\w-]{22}$/.test(token) ? `${ctx.origin}/calendars/${token}.ics` : null;
  const coming = comingOf(opened, ctx.city.zone);
  return { opened: await sheetOf(ctx, opened, wanted), coming, link };
}

export default function Shift() {
  return <BoardShiftPage {...useLoaderData<typeof loader>()} refused={useOutlet()} />;
}
