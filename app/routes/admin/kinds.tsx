import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listKinds } from "../../resources/queries/kinds.server";
import { KindsPage } from "../../resources/view/kinds-page";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";

export const meta = titled("admin:kinds.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  return { kinds: await listKinds(db) };
}

export default function Kinds() {
  return <KindsPage {...useLoaderData<typeof loader>()} />;
}
