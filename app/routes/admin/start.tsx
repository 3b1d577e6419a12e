import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readByDistrict } from "../../overview/queries/by-district.server";
import { readChannels, readJobs, readSizes } from "../../overview/queries/health.server";
import { OverviewPage } from "../../overview/view/overview-page";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";

export const meta = titled("overview:start.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireAdministrator(args);
  const [districts, jobs, channels, sizes] = await Promise.all([
    readByDistrict(ctx),
    readJobs(ctx.db),
    readChannels(ctx.db),
    readSizes(ctx.db),
  ]);
  return { districts, jobs, channels, sizes };
}

export default function Start() {
  return <OverviewPage {...useLoaderData<typeof loader>()} />;
}
