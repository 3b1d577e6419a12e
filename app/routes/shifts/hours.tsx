import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { readHours } from "../../shifts/queries/own-shift.server";
import { HoursPage } from "../../shifts/view/hours-page";
import { requireVolunteer } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "member" };
export const meta = titled("shifts:part.hours");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  return { lines: await readHours(ctx), who: ctx.memberName, names: ctx.city.names };
}

export default function ServedHours() {
  const { names, ...served } = useLoaderData<typeof loader>();
  return <HoursPage {...served} city={useI18n().name(names)} />;
}
