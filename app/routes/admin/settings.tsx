import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readOwnContact } from "../../accounts/queries/own.server";
import { ownName } from "../../i18n/format";
import { nameIn } from "../../i18n/translate";
import { tryChannel } from "../../messages/commands/try-channel.server";
import { readChannels } from "../../overview/queries/health.server";
import { SettingsPage } from "../../overview/view/settings-page";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("overview:settings.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const { names, zone, emergencyNumber, callingCode, locales, about } = ctx.city;
  const [channels, own] = await Promise.all([readChannels(ctx.db), readOwnContact(ctx)]);
  const city = {
    name: nameIn(names, ctx.locale),
    zone,
    emergencyNumber,
    callingCode,
    languages: locales.map(ownName),
    organisation: about.organisation ?? "",
  };
  const tried = new URL(args.request.url).searchParams.has("tried");
  return { city, channels, own, tried, pushes: ctx.channels.push.key !== null };
}

/** Sends a test to whoever presses. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  const tried = asRefusal(await perform(ctx, tryChannel, sent), "input");
  return answer(sent, tried, "/admin/settings?tried");
}

export default function Settings() {
  const { refusal } = useAnswer();
  return <SettingsPage {...useLoaderData<typeof loader>()} refusal={refusal} />;
}
