import { doorNumbersFor } from "../../dispatch/queries/at-the-door.server";
import { makeI18n } from "../../i18n/context";
import { lookUp, translator } from "../../i18n/translate";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { Locale, Refusal } from "../../platform/types";
import { headlineOf } from "../../requests/rules/journey";
import type { Cover } from "../../requests/states";
import { composeSms } from "../rules/compose-sms";
import type { Act, Answer } from "./act-on-sms.server";
import { orderSms } from "./order-sms.server";

/** Somebody has set out, or is there. */
const COMING: readonly Cover[] = ["on_the_way", "there"];

type Answering = { act: Act; answer: Answer; requestId: string | null };

/** Answers a text message, in its sender's language: to the number that it came from, whoever may have forged that. */
export async function answerSms(tx: Tx, { now }: Inside, { act, answer, requestId }: Answering) {
  const { phone, locale, city, volunteer } = act;
  // Nobody is behind a name or a short number.
  if (!phone.startsWith("+")) return;
  const { request, refused } = answer;
  const params = {
    ...answer.params,
    ...(request ? { code: request.code, ...(await standingOf(tx, request, locale)) } : {}),
    ...(refused ? { why: wordsOf(refused, locale, city.zone, now) } : {}),
  };
  const template = `answer.${answer.name}`;
  const body = composeSms({ locale, template, params }, city, now);
  const personId = volunteer?.id ?? null;
  await orderSms(tx, now, { phone, template, body, requestId, personId, stranger: "answer" });
}

async function standingOf(tx: Tx, request: NonNullable<Answer["request"]>, locale: Locale) {
  const said = translator(locale);
  const asks = request.state === "fulfilled";
  const comes = request.state === "in_progress" && COMING.includes(request.cover);
  const numbers = comes ? (await doorNumbersFor(tx, request.id)).join(", ") : "";
  return {
    happened: said(`track:headline.${headlineOf(request)}`),
    how: asks ? said("sms:how.came") : numbers && said("sms:how.door", { numbers }),
  };
}

/** Why not, as the page would say it. */
function wordsOf({ code, params = {} }: Refusal, locale: Locale, zone: string, now: Date): string {
  const { dated } = makeI18n(locale, zone, now);
  const said = { ...params };
  if (typeof params.at === "string") said.at = dated(new Date(params.at));
  return lookUp(locale, `refusal:${code}`, said) ?? translator(locale)("refusal:conflict_nameless");
}
