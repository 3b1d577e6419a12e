import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { setAbout } from "../../districts/commands/set-about.server";
import { AboutFormPage } from "../../districts/view/about-form-page";
import { answer, perform, readSent } from "../answer.server";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("public:form.title");

export async function loader(args: LoaderFunctionArgs) {
  const { city } = await requireAdministrator(args);
  const saved = new URL(args.request.url).searchParams.has("saved");
  return { about: city.about, saved };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const sent = await readSent(args.request);
  const set = await perform(ctx, setAbout, sent);
  if (set.ok) await ctx.refreshCity();
  return answer(sent, set, "/admin/about?saved");
}

export default function AdminAbout() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <AboutFormPage
      {...useLoaderData<typeof loader>()}
      typed={kept}
      errors={errors}
      refusal={refusal}
    />
  );
}
