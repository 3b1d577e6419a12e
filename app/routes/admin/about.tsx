import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { setAbout } from "../../districts/commands/set-about.server";
import { aboutForm } from "../../districts/form";
import { AboutFormPage } from "../../districts/view/about-form-page";
import { parseForm } from "../../platform/form";
import { refused, wrong } from "../answer.server";
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
  const form = parseForm(aboutForm, await args.request.formData());
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await setAbout(ctx, form.value);
  if (!result.ok) return refused(form.typed, result);
  await ctx.refreshCity();
  return redirect("/admin/about?saved", 303);
}

export default function AdminAbout() {
  const { kept, errors } = useAnswer();
  return <AboutFormPage {...useLoaderData<typeof loader>()} typed={kept} errors={errors} />;
}
