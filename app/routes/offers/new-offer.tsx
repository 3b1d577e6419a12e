import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { useI18n } from "../../i18n/context";
import { refuse } from "../../platform/types";
import { makeOffer } from "../../resources/commands/make-offer.server";
import { keepsOffers } from "../../resources/policy";
import { readKinds } from "../../resources/queries/offers.server";
import { OfferForm } from "../../resources/view/offer-form";
import { Notice } from "../../ui/notice";
import { Script } from "../../ui/script";
import { answer, perform, readSent } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("resources:offer.title");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const [kinds, { districts }] = await Promise.all([
    readKinds(context.db),
    readChoices(context.db),
  ]);
  const thanks = Number(new URL(request.url).searchParams.get("thanks")) || null;
  const { actor } = context;
  const asksWho = actor.kind === "visitor" ? "visitor" : keepsOffers(actor) ? "behalf" : null;
  return { kinds, districts, thanks, asksWho } as const;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const sent = await readSent(request, ["when"]);
  const isVisitor = context.actor.kind === "visitor";
  const { offerAddress } = context.limits;
  if (isVisitor && !(await offerAddress.consume(context.address)))
    return answer(sent, refuse("flood"), "");
  const made = await perform(context, makeOffer, sent);
  // Only what became an offer counts, and once.
  if (isVisitor && (!made.ok || made.repeated)) await offerAddress.giveBack(context.address);
  return answer(sent, made, ({ id, number }) =>
    isVisitor ? `/offers/new?thanks=${number}` : `/offers/${id}`,
  );
}

export default function NewOffer() {
  const { thanks, ...choices } = useLoaderData<typeof loader>();
  const { typed, errors, refusal } = useAnswer();
  const { t } = useI18n();
  if (thanks)
    return (
      <>
        <h1>{t("resources:thanks.title", { number: thanks })}</h1>
        <Notice tone="success" role="status">
          {t("resources:thanks.text")}
        </Notice>
      </>
    );
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
