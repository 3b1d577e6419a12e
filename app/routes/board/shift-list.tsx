import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CheckInList } from "../../shifts/view/print-pages";
import { titled } from "../titled";
import { paperOf, requireShift } from "./shift.server";

export const handle = { face: "member", width: "wide" };
export const meta = titled("shifts:list.heading");

/** The check-in list, for the printer. */
export async function loader(args: LoaderFunctionArgs) {
  const { ctx, opened } = await requireShift(args);
  return paperOf(ctx, opened);
}

export default function List() {
  return <CheckInList {...useLoaderData<typeof loader>()} />;
}
