import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findSubjects } from "../../privacy/queries/subjects.server";
import { PeoplePage } from "../../privacy/view/people-pages";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";

export const meta = titled("data:people.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const { searchParams } = new URL(args.request.url);
  const find = (searchParams.get("find") ?? "").slice(0, 80);
  return { find, subjects: await findSubjects(ctx, find), done: searchParams.has("done") };
}

export default function People() {
  return <PeoplePage {...useLoaderData<typeof loader>()} />;
}
