import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet } from "@remix-run/react";
import { openOwnTask } from "../../dispatch/queries/own-tasks.server";
import { OwnTaskPage } from "../../dispatch/view/own-task-page";
import type { OpenedOwnTask } from "../../dispatch/views";
import { nameIn } from "../../i18n/translate";
import { found, requireVolunteer } from "../gate.server";
import { titledBy } from "../titled";

export const handle = { face: "member" };
export const meta = titledBy<{ sheet: OpenedOwnTask }>(
  "tasks:one",
  ({ sheet: { title, kinds } }, locale) =>
    title || kinds.map((names) => nameIn(names, locale)).join(", "),
);

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const sheet = found(await openOwnTask(ctx, args.params.id ?? ""));
  return { sheet, emergency: ctx.city.emergencyNumber, helpLine: ctx.city.about.helpLine };
}

export default function OwnTask() {
  const loaded = useLoaderData<typeof loader>();
  return <OwnTaskPage {...loaded} form={useOutlet({ sheet: loaded.sheet })} />;
}
