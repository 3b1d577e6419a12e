import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readNumbers } from "../../overview/queries/numbers.server";
import { readAsked } from "../../overview/rules/asked";
import { NumbersPage } from "../../overview/view/numbers-page";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("overview:numbers.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { searchParams } = new URL(args.request.url);
  const asked = readAsked(searchParams, ctx.now, ctx.city.zone);
  return { ...(await readNumbers(ctx, asked)), asked, query: searchParams.toString() };
}

export default function Numbers() {
  return <NumbersPage {...useLoaderData<typeof loader>()} />;
}
