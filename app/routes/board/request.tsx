import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useLocation, useOutlet } from "@remix-run/react";
import { readChoices, readClocks } from "../../districts/queries.server";
import { openRequest } from "../../requests/queries/request.server";
import { RequestSheet } from "../../requests/view/board/request-sheet";
import { found, requireCoordinator } from "../gate.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const request = found(await openRequest(ctx, args.params.id ?? ""));
  const [clocks, choices] = await Promise.all([
    readClocks(ctx.db, request.districtId),
    readChoices(ctx.db),
  ]);
  return { request, clocks, ...choices };
}

export default function Request() {
  const { request, clocks, ...choices } = useLoaderData<typeof loader>();
  const { search } = useLocation();
  const form = useOutlet({ request, query: search, ...choices });
  return <RequestSheet request={request} clocks={clocks} query={search} form={form} tasks={null} />;
}
