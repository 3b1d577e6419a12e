import { randomBytes } from "node:crypto";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { readChoices, readClocks } from "../../districts/queries.server";
import { parseForm } from "../../platform/form";
import type { Limit } from "../../platform/limits.server";
import { normalPhone } from "../../platform/phone";
import { submitRequest } from "../../requests/commands/submit.server";
import { type HelpForm, helpForm } from "../../requests/form";
import { floodBy } from "../../requests/rules/flood";
import { HelpPage } from "../../requests/view/resident/help-page";
import { titled } from "../titled";

export const meta = titled("help:title");

export async function loader({ context }: LoaderFunctionArgs) {
  return { ...(await readChoices(context.db)), formKey: randomBytes(16).toString("base64url") };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(helpForm, await request.formData(), { lists: ["vulnerable"] });
  if (!form.ok) return data({ typed: form.typed, errors: form.errors }, { status: 422 });
  const { typed } = form;
  const { callingCode } = context.city;
  const counters = countersOf(context, form.value);
  const [flood, clocks] = await Promise.all([judge(counters), readClocks(context.db)]);
  const submitted = await submitRequest({ ...context, clocks, callingCode, flood }, form.value);
  // Only what became a request counts: not a form that is sent again, however often the network fails it.
  if (!submitted.ok || !submitted.value.fresh)
    await Promise.all(Object.values(counters).map(({ limit, key }) => limit.giveBack(key)));
  if (!submitted.ok) return data({ typed, errors: { category: "category" } }, { status: 422 });
  return redirect(`/track/${submitted.value.token}`, 303);
}

type Counter = { limit: Limit; key: string };
type Counters = { address: Counter } & Partial<Record<"phone" | "phoneHere", Counter>>;

/** Whose requests are counted together: by address, and by phone however it was written. */
function countersOf({ limits, address, city }: AppLoadContext, form: HelpForm): Counters {
  const byAddress = { address: { limit: limits.helpAddress, key: address } };
  if (!form.phone) return byAddress;
  const phone = normalPhone(form.phone, city.callingCode) ?? form.phone.replace(/\D/g, "");
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
  const { formKey, ...choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <HelpPage
        {...choices}
        typed={answer?.typed ?? {}}
        errors={answer?.errors ?? {}}
        freshKey={formKey}
      />
      <script src="/position.js" defer />
    </>
  );
}
