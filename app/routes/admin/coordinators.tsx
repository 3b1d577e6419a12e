import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { invite } from "../../accounts/commands/invite.server";
import { invitationForm } from "../../accounts/form";
import { readCoordinators } from "../../accounts/queries/coordinators.server";
import { CoordinatorsPage } from "../../accounts/view/coordinators-page";
import { parseForm } from "../../platform/form";
import { emptyAnswer, type FormAnswer, refused, wrong } from "../answer.server";
import { requireRecentAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("admin:menu.coordinators");

export async function loader(args: LoaderFunctionArgs) {
  return readCoordinators(await requireRecentAdministrator(args));
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const form = parseForm(invitationForm, await args.request.formData(), { lists: ["districts"] });
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await invite(ctx, form.value);
  if (!result.ok) return refused(form.typed, result);
  // Shown once, for somebody whom mail does not reach.
  return data<FormAnswer & { link: string }>({ ...emptyAnswer, link: result.value });
}

export default function Coordinators() {
  const answer = useActionData<{ link?: string }>();
  return (
    <CoordinatorsPage
      {...useLoaderData<typeof loader>()}
      {...useAnswer()}
      link={answer?.link ?? null}
    />
  );
}
