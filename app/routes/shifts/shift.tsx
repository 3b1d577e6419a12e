import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { nameIn } from "../../i18n/translate";
import { openOwnShift } from "../../shifts/queries/own-shift.server";
import { ShiftPage } from "../../shifts/view/shift-page";
import type { OpenedOwnShift } from "../../shifts/views";
import { Script } from "../../ui/script";
import { found, requireVolunteer } from "../gate.server";
import { titledBy } from "../titled";

export const handle = { face: "member" };
export const meta = titledBy<{ opened: OpenedOwnShift }>(
  "shifts:one",
  ({ opened }) => opened.shift.place,
);

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const token = new URL(args.request.url).searchParams.get("swap");
  const link = token && /^[\w-]{22}$/.test(token) ? `${ctx.origin}/swaps/${token}` : null;
  const opened = found(await openOwnShift(ctx, args.params.id));
  return { opened, link, city: nameIn(ctx.city.names, ctx.locale) };
}

export default function OwnShift() {
  const loaded = useLoaderData<typeof loader>();
  return (
    <>
      <ShiftPage {...loaded} refused={useOutlet()} />
      {loaded.link && <Script name="share" />}
    </>
  );
}
