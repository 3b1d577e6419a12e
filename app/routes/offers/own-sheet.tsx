import type { LoaderFunctionArgs } from "@remix-run/node";
import { openOwnOffer } from "../../resources/queries/offers.server";
import { handedOf } from "../../resources/view/hand-over-sheet";
import { found } from "../gate.server";

export { default, handle, meta } from "./sheet";

/** The same by the private link of an owner without an account. */
export async function loader({ params: { token = "" }, context }: LoaderFunctionArgs) {
  const opened = found(await openOwnOffer(context.db, token));
  return {
    handed: handedOf(opened),
    terms: context.city.about.lendingTerms,
    back: `/lent/${token}`,
  };
}
