import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { redrawDistricts } from "../../districts/commands/redraw.server";
import { readBoundaries } from "../../districts/queries/boundaries.server";
import { changesOf } from "../../districts/rules/changes";
import { DistrictsPage, type Report } from "../../districts/view/districts-page";
import { useI18n } from "../../i18n/context";
import { stillInDistricts } from "../../overview/queries/touched.server";
import { execute, isKey } from "../../platform/command.server";
import type { Refusal } from "../../platform/types";
import { requireAdministrator, statusOf } from "../gate.server";
import { titled } from "../titled";

export const meta = titled("admin:districts.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  const { districts } = await readBoundaries(db);
  return { districts, saved: new URL(args.request.url).searchParams.has("saved") };
}

type Answer = { report: Report | null; refusal: Refusal | null };

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const answer = (report: Report | null, refusal: Refusal | null) =>
    data<Answer>({ report, refusal }, { status: refusal ? statusOf(refusal) : 200 });
  const form = await args.request.formData();
  const centre = { lat: ctx.city.lat, lon: ctx.city.lon };
  const file = form.get("file") ?? form.get("text");
  const text = file instanceof Blob ? await file.text() : (file ?? "");
  const report = await ctx.readFile("districts", text, centre);
  if (form.get("step") === "apply") {
    const stamp = String(form.get("stamp"));
    const key = form.get("key");
    const brought = { key: isKey(key) ? key : null };
    const redrawn = await execute({ ...ctx, report }, redrawDistricts, { text, stamp }, brought);
    if (redrawn.ok) return redirect("/admin/districts?saved", 303);
    return answer(null, redrawn);
  }
  const { districts: shapes, findings } = report;
  const { districts, stamp } = await readBoundaries(ctx.db);
  const changes = changesOf(districts, shapes);
  const retired = changes.filter(({ effect }) => effect === "retired").map(({ code }) => code);
  const used = await stillInDistricts(ctx.db, retired);
  return answer({ findings, shapes, text, stamp, changes, used }, null);
}

export default function Districts() {
  const { report, refusal } = useActionData<typeof action>() ?? { report: null, refusal: null };
  const { refusal: inWords } = useI18n();
  return (
    <DistrictsPage
      {...useLoaderData<typeof loader>()}
      report={report}
      refusal={refusal && inWords(refusal.code, refusal.params)}
    />
  );
}
