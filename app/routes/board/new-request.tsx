import { randomBytes } from "node:crypto";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readChoices, readClocks } from "../../districts/queries.server";
import { parseForm } from "../../platform/form";
import { submitRequest } from "../../requests/commands/submit.server";
import { helpForm, takenForm } from "../../requests/form";
import { TakePage } from "../../requests/view/board/take-page";
import { wrong } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("board:take.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const freshKey = randomBytes(16).toString("base64url");
  return { ...(await readChoices(ctx.db)), locales: ctx.city.locales, freshKey };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await args.request.formData();
  const taken = parseForm(takenForm, sent);
  const form = parseForm(helpForm, sent, { lists: ["vulnerable"] });
  if (!form.ok || !taken.ok) {
    const errors = { ...(taken.ok ? {} : taken.errors), ...(form.ok ? {} : form.errors) };
    return wrong(form.typed, errors);
  }
  const { callingCode } = ctx.city;
  const { channel, locale } = taken.value;
  const clocks = await readClocks(ctx.db);
  const on = { ...ctx, clocks, callingCode, locale, taken: { by: ctx.actor, channel } };
  const submitted = await submitRequest(on, form.value);
  if (!submitted.ok) return wrong(form.typed, { category: "category" });
  return redirect(`/board/requests/${submitted.value.id}`, 303);
}

export default function NewRequest() {
  const { typed, errors } = useAnswer();
  return <TakePage {...useLoaderData<typeof loader>()} typed={typed} errors={errors} />;
}
