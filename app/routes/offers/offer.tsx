import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import { wallTime } from "../../platform/zone";
import { openOffer } from "../../resources/queries/offers.server";
import { OfferPage } from "../../resources/view/offer-page";
import type { OpenedOffer } from "../../resources/views";
import { found, requireMember } from "../gate.server";
import { titledBy } from "../titled";

export const handle = { face: "member", width: "wide" };
export const meta = titledBy<{ opened: OpenedOffer }>(
  "resources:one",
  ({ opened }) => opened.offer.title,
);

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  const opened = found(await openOffer(ctx, args.params.id));
  const { districts } = await readChoices(ctx.db);
  const path = `/offers/${opened.offer.id}`;
  const { phone, email } = opened.secret;
  // Its owner sees such things of their own account in the settings of their messages.
  const dead = opened.keeps ? await deadAmong(ctx.db, [phone, email]) : [];
  return { opened, dead, path, districts, window: windowAsTyped(opened, ctx.city.zone) };
}

/** When it is lent, as the form asks for it; it may have no end. */
export function windowAsTyped({ offer: { available } }: OpenedOffer, zone: string) {
  const [, from, to] = /^[[(]"?([^",]*)"?,"?([^")]*)"?\)$/.exec(available) ?? [];
  const wall = (text: string | undefined) =>
    text ? wallTime(new Date(`${text.replace(" ", "T")}:00`), zone) : "";
  return { from: wall(from), until: wall(to) };
}

/** What the pages of its change find, whoever has opened it. */
export type Outlet = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Offer() {
  const loaded = useLoaderData<typeof loader>();
  return <OfferPage {...loaded} form={useOutlet(loaded)} />;
}
