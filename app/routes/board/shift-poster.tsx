import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Poster } from "../../shifts/view/print-pages";
import { titled } from "../titled";
import { paperOf, requireShift } from "./shift.server";

export const handle = { face: "member", width: "wide" };
export const meta = titled("shifts:list.heading");

/** The code for the door, for the printer. It names nobody. */
export async function loader(args: LoaderFunctionArgs) {
  const { ctx, opened } = await requireShift(args);
  return paperOf(ctx, { ...opened, people: [], notes: [] });
}

export default function DoorPoster() {
  return <Poster {...useLoaderData<typeof loader>()} />;
}
