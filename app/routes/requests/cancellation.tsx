import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { cancelRequest } from "../../requests/commands/cancel.server";
import { respond } from "../gate.server";
import { ResidentRefusal } from "./resident-word";

export async function action({ params: { token = "" }, context }: ActionFunctionArgs) {
  return respond(await cancelRequest(context, token), `/track/${token}`);
}

export default function Cancellation() {
  return <ResidentRefusal code={useActionData<typeof action>()?.refusal.code} />;
}
