import type { LoaderFunctionArgs } from "@remix-run/node";
import { giveData } from "../../privacy/commands/give-data.server";
import { offerOfLink } from "../../privacy/queries/subjects.server";
import { found } from "../gate.server";
import { asFile } from "./erasing.server";

export async function loader({ params: { token = "" }, context }: LoaderFunctionArgs) {
  return asFile(await giveData(context, found(await offerOfLink(context.db, token))));
}
