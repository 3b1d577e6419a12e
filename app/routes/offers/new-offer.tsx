import { randomBytes } from "node:crypto";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { useI18n } from "../../i18n/context";
import { parseForm } from "../../platform/form";
import { makeOffer } from "../../resources/commands/make-offer.server";
import { newOfferForm } from "../../resources/form";
import { readKinds } from "../../resources/queries/offers.server";
import { readAttributes } from "../../resources/rules/attributes";
import { OfferForm } from "../../resources/view/offer-form";
import { Notice } from "../../ui/notice";
import { Script } from "../../ui/script";
import { refused, wrong } from "../answer.server";
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
  const formKey = randomBytes(16).toString("base64url");
  const { actor } = context;
  const coordinates =
    actor.kind === "member" && (actor.administrator || actor.districts.length > 0);
  const asksWho = actor.kind === "visitor" ? "visitor" : coordinates ? "behalf" : null;
  return { kinds, districts, formKey, thanks, asksWho } as const;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(newOfferForm, await request.formData(), { lists: ["when"] });
  const kinds = await readKinds(context.db);
  const kind = kinds.find(({ code }) => code === form.typed.kind);
  const attributes = readAttributes(kind ?? { code: "", attributes: [] }, form.typed);
  if (!form.ok || !attributes.ok)
    return wrong(form.typed, {
      ...(form.ok ? {} : form.errors),
      ...(attributes.ok ? {} : attributes.errors),
    });
  const isVisitor = context.actor.kind === "visitor";
  const { offerAddress } = context.limits;
  if (isVisitor && !(await offerAddress.consume(context.address)))
    return refused(form.typed, { ok: false, code: "flood" });
  const { zone, callingCode } = context.city;
  const made = await makeOffer({ ...context, zone, callingCode }, form.value, attributes.values);
  if (!made.ok && isVisitor) await offerAddress.giveBack(context.address);
  if (!made.ok) return refused(form.typed, made);
  if (!isVisitor) return redirect(`/offers/${made.value.id}`, 303);
  return redirect(`/offers/new?thanks=${made.value.number}`, 303);
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
