import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requestOfLink } from "../../privacy/queries/subjects.server";
import { found } from "../gate.server";
import { fileByContact } from "./erasing.server";

export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(`/track/${params.token}/data`, 303);

export async function action({ params: { token = "" }, request, context }: ActionFunctionArgs) {
  const subject = found(await requestOfLink(context.db, token));
  return fileByContact(context, request, subject, `/track/${token}/data`);
}
