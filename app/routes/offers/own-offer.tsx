import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { useI18n } from "../../i18n/context";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import { openOwnOffer } from "../../resources/queries/offers.server";
import { OfferPage } from "../../resources/view/offer-page";
import type { OpenedOffer } from "../../resources/views";
import { titledBy } from "../titled";
import { windowAsTyped } from "./offer";

export const handle = { face: "member", width: "wide" };
export const meta = titledBy<{ opened: OpenedOffer }>(
  "resources:one",
  ({ opened }) => opened.offer.title,
);

/** The page of the private link that an owner without an account gets. */
export async function loader({ params: { token = "" }, context }: LoaderFunctionArgs) {
  const { db, city, origin } = context;
  const [opened, { districts }] = await Promise.all([openOwnOffer(db, token), readChoices(db)]);
  if (!opened) return data(null, { status: 404 });
  const { phone, email } = opened.secret;
  const dead = await deadAmong(db, [phone, email]);
  const path = `/lent/${token}`;
  const window = windowAsTyped(opened, city.zone);
  return data({ opened, dead, path, url: origin + path, districts, window });
}

export default function OwnOffer() {
  const loaded = useLoaderData<typeof loader>();
  const form = useOutlet(loaded);
  const { t } = useI18n();
  if (loaded) return <OfferPage {...loaded} form={form} />;
  return (
    <>
      <h1>{t("resources:missing")}</h1>
      <p>{t("track:missing")}</p>
    </>
  );
}
