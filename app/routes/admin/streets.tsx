import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadStreets } from "../../districts/commands/load-streets.server";
import { countStreets } from "../../districts/queries/streets.server";
import type { StreetReport } from "../../districts/rules/streets";
import { StreetsPage } from "../../districts/view/streets-page";
import { execute, isKey } from "../../platform/command.server";
import { decode } from "../../platform/csv";
import { requireAdministrator, statusOf } from "../gate.server";
import { titled } from "../titled";

export const meta = titled("admin:streets.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  const { searchParams } = new URL(args.request.url);
  const skippedOf = (why: string) => Number(searchParams.get(why)) || 0;
  const skipped = ["nameless", "placeless", "far"].map((why) => [why, skippedOf(why)] as const);
  return {
    streets: await countStreets(db),
    saved: searchParams.has("saved"),
    skipped: Object.fromEntries(skipped) as StreetReport["skipped"],
  };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const form = await args.request.formData();
  const file = form.get("file");
  const text = file instanceof Blob ? decode(new Uint8Array(await file.arrayBuffer())) : file;
  const centre = { lat: ctx.city.lat, lon: ctx.city.lon };
  const report = await ctx.readFile("streets", text ?? "", centre);
  const key = form.get("key");
  const brought = { key: isKey(key) ? key : null };
  const loaded = await execute({ ...ctx, report }, loadStreets, { text: text ?? "" }, brought);
  if (!loaded.ok) return data({ problem: report.problem }, { status: statusOf(loaded) });
  const skipped = Object.entries(report.skipped).filter(([, count]) => count > 0);
  const query = new URLSearchParams(skipped.map(([why, count]) => [why, String(count)]));
  return redirect(`/admin/streets?${query}${query.size > 0 ? "&" : ""}saved`, 303);
}

export default function Streets() {
  const problem = useActionData<typeof action>()?.problem ?? null;
  return <StreetsPage {...useLoaderData<typeof loader>()} problem={problem} />;
}
