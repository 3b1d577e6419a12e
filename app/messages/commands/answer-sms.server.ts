import { makeI18n } from "../../i18n/context";
import { lookUp, translator } from "../../i18n/translate";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { Locale, Refusal } from "../../platform/types";
import { headlineOf } from "../../requests/rules/journey";
import { composeSms } from "../rules/compose-sms";
import type { Act, Answer } from "./act-on-sms.server";
import { orderSms } from "./order-sms.server";

type Answering = { act: Act; answer: Answer; requestId: string | null };

/** Answers a text message, in its sender's language: to the number that it came from, whoever may have forged that. */
export async function answerSms(tx: Tx, { now }: Inside, { act, answer, requestId }: Answering) {
  const { phone, locale, city, volunteer } = act;
  // Nobody is behind a name or a short number.
  if (!phone.startsWith("+")) return;
  const { request, refused } = answer;
  const params = {
    ...answer.params,
    ...(request ? { code: request.code, ...standingOf(request, locale) } : {}),
    ...(refused ? { why: wordsOf(refused, locale, city.zone, now) } : {}),
  };
  const template = `answer.${answer.name}`;
  const body = composeSms({ locale, template, params }, city, now);
  const personId = volunteer?.id ?? null;
  await orderSms(tx, now, { phone, template, body, requestId, personId, stranger: "answer" });
}

function standingOf(request: NonNullable<Answer["request"]>, locale: Locale) {
  const said = translator(locale);
  const asks = request.state === "fulfilled";
  return {
    happened: said(`track:headline.${headlineOf(request)}`),
    how: asks ? said("sms:how.came") : "",
  };
}

/** Why not, as the page would say it. */
function wordsOf({ code, params = {} }: Refusal, locale: Locale, zone: string, now: Date): string {
  const { dated } = makeI18n(locale, zone, now);
  const said = { ...params };
  if (typeof params.at === "string") said.at = dated(new Date(params.at));
  return lookUp(locale, `refusal:${code}`, said) ?? translator(locale)("refusal:conflict_nameless");
}
