import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CheckInList, Poster } from "../../shifts/view/print-pages";
import { titled } from "../titled";
import { requireShift, sheetOf } from "./shift.server";

export const handle = { face: "member", width: "wide" };
export const meta = titled("shifts:list.heading");

/** For the printer: the check-in list, `/list`, and the code for the door, `/poster`. */
export async function loader(args: LoaderFunctionArgs) {
  const { ctx, opened } = await requireShift(args);
  const poster = new URL(args.request.url).pathname.includes("/poster");
  const link = `${ctx.origin}/check-in?code=${opened.shift.code ?? ""}`;
  // A poster names nobody.
  const named = poster ? { ...opened, people: [], notes: [] } : opened;
  return { opened: await sheetOf(ctx, named, null, "check_in_list"), link, poster };
}

export default function Paper() {
  const { poster, ...sheet } = useLoaderData<typeof loader>();
  return poster ? <Poster {...sheet} /> : <CheckInList {...sheet} />;
}
