import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { openOffer } from "../../resources/queries/offers.server";
import { HandOverSheet, handedOf } from "../../resources/view/hand-over-sheet";
import { found, requireMember } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member", width: "wide" };
export const meta = titled("resources:sheet.title");

/** What is signed at the door, for the printer. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  const opened = found(await openOffer(ctx, args.params.id));
  return {
    handed: handedOf(opened),
    terms: ctx.city.about.lendingTerms,
    back: `/offers/${opened.offer.id}`,
  };
}

export default function Sheet() {
  return <HandOverSheet {...useLoaderData<typeof loader>()} />;
}
