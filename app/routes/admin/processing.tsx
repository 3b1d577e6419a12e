import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readDays } from "../../privacy/queries/retention.server";
import { ProcessingPage } from "../../privacy/view/processing-page";
import { requireAdministrator } from "../gate.server";
import { useContacts } from "../public/use-contacts";
import { titled } from "../titled";

export const meta = titled("data:processing.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  return { days: await readDays(db) };
}

export default function Processing() {
  return <ProcessingPage {...useLoaderData<typeof loader>()} contacts={useContacts()} />;
}
