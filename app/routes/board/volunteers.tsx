import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useOutlet, useParams } from "@remix-run/react";
import { listVolunteers } from "../../accounts/queries/volunteers.server";
import { STANDINGS } from "../../accounts/types";
import { VolunteersPage } from "../../accounts/view/volunteers-page";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("account:volunteers.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { searchParams } = new URL(args.request.url);
  const standing = STANDINGS.find((one) => one === searchParams.get("standing")) ?? null;
  const search = (searchParams.get("q") ?? "").slice(0, 80);
  const listed = await listVolunteers(ctx, { standing, search, after: searchParams.get("after") });
  searchParams.delete("after");
  return {
    ...listed,
    filter: { standing: standing ?? "", search },
    query: searchParams.toString(),
  };
}

export default function Volunteers() {
  const opened = useParams().id ?? null;
  return <VolunteersPage {...useLoaderData<typeof loader>()} opened={opened} sheet={useOutlet()} />;
}
