import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices } from "../../districts/queries.server";
import { execute } from "../../platform/command.server";
import { typedText } from "../../platform/form";
import type { Limit } from "../../platform/limits.server";
import { readPhone } from "../../platform/phone";
import { submitRequest } from "../../requests/commands/submit.server";
import { type HelpForm, helpForm } from "../../requests/form";
import { readForAgain, withReach } from "../../requests/queries/ask-again.server";
import { floodBy } from "../../requests/rules/flood";
import { writtenAt } from "../../requests/rules/timing";
import { CORRECTABLE } from "../../requests/types";
import { HelpPage } from "../../requests/view/resident/help-page";
import { Script } from "../../ui/script";
import { answer, inputRefusal, readSent, refused, wrong } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { form: true };
export const meta = titled("help:title");

/** Nothing is kept in the browser of who is signed in: it may be one that others use. */
export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const token = new URL(request.url).searchParams.get("again") ?? "";
  const before = await readForAgain(context.db, token);
  return {
    ...(await readChoices(context.db)),
    draft: context.actor.kind === "visitor" ? { emergency: context.city.emergencyNumber } : null,
    again: before && { token, known: before.known, typed: before.typed },
  };
};

export async function action({ request, context }: ActionFunctionArgs) {
  const sent = await readSent(request, ["vulnerable"]);
  const before = await readForAgain(context.db, typedText(sent.typed, "again"));
  const whole = before ? { ...sent, typed: withReach(sent.typed, before.reach) } : sent;
  const form = helpForm.safeParse(whole.typed);
  if (!form.success) return refused(sent.typed, inputRefusal(form.error));
  const counters = countersOf(context, form.data);
  const flood = await judge(counters);
  const { key, typed } = whole;
  const occurredAt = writtenAt(typedText(typed, "waited"), context.now);
  const submitted = await execute({ ...context, flood }, submitRequest, typed, { key, occurredAt });
  // Only what became a request counts: not a form that is sent again, however often the network fails it.
  if (!submitted.ok || submitted.repeated)
    await Promise.all(Object.values(counters).map(({ limit, key }) => limit.giveBack(key)));
  if (!submitted.ok && submitted.code === "request.category")
    return wrong(sent.typed, { category: "category" });
  const illegible = CORRECTABLE.filter((field) => form.data.illegible[field]);
  const ask = illegible.length > 0 ? `?illegible=${illegible.join(".")}` : "";
  return answer(sent, submitted, ({ token }) => `/track/${token}${ask}`);
}

type Counter = { limit: Limit; key: string };
type Counters = { address: Counter } & Partial<Record<"phone" | "phoneHere", Counter>>;

/** Whose requests are counted together: by address, and by phone however it was written. */
function countersOf({ limits, address, city }: AppLoadContext, form: HelpForm): Counters {
  const byAddress = { address: { limit: limits.helpAddress, key: address } };
  if (!form.phone) return byAddress;
  const phone = readPhone(form.phone, city.callingCode)?.phone ?? "";
  return {
    ...byAddress,
    phone: { limit: limits.helpPhone, key: phone },
    phoneHere: { limit: limits.helpPhoneHere, key: `${phone} ${address}` },
  };
}

/** Counts this one, and says whether it looks like one of a flood. Nobody is refused for what others sent. */
async function judge({ address, phone, phoneHere }: Counters) {
  const count = (one: Counter | undefined) => (one ? one.limit.count(one.key) : 0);
  const [all, byPhone, here] = await Promise.all([count(address), count(phone), count(phoneHere)]);
  const by = floodBy({ address: all, phone: byPhone, phoneHere: here });
  // Of one sender: what others send with the same number from elsewhere is another flood, or none.
  const shared = by === "phone" ? phoneHere : address;
  return by && shared ? { by, key: shared.key } : null;
}

export default function Help() {
  const { kept, errors } = useAnswer();
  const loaded = useLoaderData<typeof loader>();
  const typed = kept ?? loaded.again?.typed ?? {};
  return (
    <>
      <HelpPage {...loaded} typed={typed} errors={errors} />
      {loaded.draft && <Script name="draft" />}
      <Script name="own-position" />
    </>
  );
}
