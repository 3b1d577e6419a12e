import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { useI18n } from "../../i18n/context";
import { type Result, refuse } from "../../platform/types";
import { makeOffer } from "../../resources/commands/make-offer.server";
import { keepsOffers } from "../../resources/policy";
import { readKinds } from "../../resources/queries/offers.server";
import { OfferForm } from "../../resources/view/offer-form";
import { Script } from "../../ui/script";
import { answer, perform, readSent } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member", form: true };
export const meta = titled("resources:offer.title");

export async function loader({ context }: LoaderFunctionArgs) {
  const [kinds, { districts }] = await Promise.all([
    readKinds(context.db),
    readChoices(context.db),
  ]);
  const { actor, city } = context;
  const asksWho = actor.kind === "visitor" ? "visitor" : keepsOffers(actor) ? "behalf" : null;
  return { kinds, districts, asksWho, terms: city.about.lendingTerms } as const;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const sent = await readSent(request, ["when"]);
  if (context.actor.kind === "visitor") {
    const offered = await withinLimit(context, () => perform(context, makeOffer, sent));
    return answer(sent, offered, ({ token }) => `/lent/${token}`);
  }
  return answer(sent, await perform(context, makeOffer, sent), ({ id }) => `/offers/${id}`);
}

/** Only what became an offer counts: neither what was refused nor a form that is sent again. */
async function withinLimit<Value>(
  { limits: { offerAddress }, address }: AppLoadContext,
  offer: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  if (!(await offerAddress.consume(address))) return refuse("flood");
  const offered = await offer();
  if (!offered.ok || offered.repeated) await offerAddress.giveBack(address);
  return offered;
}

export default function NewOffer() {
  const choices = useLoaderData<typeof loader>();
  const { typed, errors, refusal } = useAnswer();
  const { t } = useI18n();
  return (
    <>
      <div className="stack tight">
        <h1>{t("resources:offer.title")}</h1>
        <p>{t("resources:offer.lead")}</p>
      </div>
      <OfferForm
        {...choices}
        typed={typed}
        errors={errors}
        refusal={refusal}
        stored={null}
        action="/offers/new"
      />
      <Script name="own-position" />
    </>
  );
}
