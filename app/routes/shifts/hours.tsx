import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { readHours } from "../../shifts/queries/own-shift.server";
import { HoursPage } from "../../shifts/view/hours-page";
import { requireVolunteer } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("shifts:part.hours");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  return { lines: await readHours(ctx) };
}

export default function ServedHours() {
  return (
    <>
      <Outlet />
      <HoursPage {...useLoaderData<typeof loader>()} />
    </>
  );
}
