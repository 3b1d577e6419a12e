import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { openOwnShift } from "../../shifts/queries/own-shift.server";
import { ShiftPage } from "../../shifts/view/shift-page";
import { found, requireVolunteer } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("shifts:one");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const token = new URL(args.request.url).searchParams.get("swap");
  const link = token && /^[\w-]{22}$/.test(token) ? `${ctx.origin}/swaps/${token}` : null;
  return { opened: found(await openOwnShift(ctx, args.params.id)), link };
}

export default function OwnShift() {
  return <ShiftPage {...useLoaderData<typeof loader>()} refused={useOutlet()} />;
}
