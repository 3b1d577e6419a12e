import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { offerOfLink } from "../../privacy/queries/subjects.server";
import { found } from "../gate.server";
import { fileByContact } from "./erasing.server";

export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/lent/${params.token}/data`, 303);

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const subject = found(await offerOfLink(context.db, token));
  return fileByContact(context, request, subject, `/lent/${token}/data`);
}
