import { randomBytes } from "node:crypto";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { readChoices, readClocks } from "../../districts/queries.server";
import { submitRequest } from "../../requests/commands/submit.server";
import { helpForm, readErrors, readTyped } from "../../requests/form";
import { HelpPage } from "../../requests/view/resident/help-page";

export async function loader({ context }: LoaderFunctionArgs) {
  return { ...(await readChoices(context.db)), formKey: randomBytes(16).toString("base64url") };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const typed = readTyped(await request.formData());
  const form = helpForm.safeParse(typed);
  if (!form.success) return data({ typed, errors: readErrors(form.error) }, { status: 422 });
  const ctx = { ...context, clocks: await readClocks(context.db) };
  const submitted = await submitRequest(ctx, form.data);
  if (submitted.ok) return redirect(`/track/${submitted.value.token}`, 303);
  return data({ typed, errors: { category: "category" } }, { status: 422 });
}

export default function Help() {
  const { formKey, ...choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <HelpPage
      {...choices}
      typed={answer?.typed ?? { formKey }}
      errors={answer?.errors ?? {}}
      freshKey={formKey}
    />
  );
}
