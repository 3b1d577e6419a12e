import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listOwnOffers } from "../../resources/queries/offers.server";
import { OwnOffersPage } from "../../resources/view/offers-page";
import { requireMember } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("common:nav.offers");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  return listOwnOffers(ctx, new URL(args.request.url).searchParams.get("after"));
}

export default function Offers() {
  return <OwnOffersPage {...useLoaderData<typeof loader>()} />;
}
