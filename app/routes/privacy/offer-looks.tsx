import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { looksAtOffer } from "../../privacy/queries/looks.server";
import { LooksPage } from "../../privacy/view/looks-page";
import { found, requireMember } from "../gate.server";
import { titled } from "../titled";
import { afterOf } from "./page.server";

export const handle = { face: "member" };
export const meta = titled("privacy:looks.link");

/** For the owner, and for the coordinators of the district that the offer lies in. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireMember(args);
  return found(await looksAtOffer(ctx, args.params.id, afterOf(args.request)));
}

export default function OfferLooks() {
  const { number, looks, next } = useLoaderData<typeof loader>();
  const { id } = useParams();
  const { t } = useI18n();
  return (
    <LooksPage
      title={t("privacy:looks.offer", { number })}
      lead={t("privacy:looks.offerLead")}
      none={t("privacy:looks.requestNone")}
      looks={looks}
      next={next ? `/offers/${id}/looks?after=${next}` : null}
      back={`/offers/${id}`}
    />
  );
}
