import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readJobs } from "../../overview/queries/health.server";
import { JobsPage } from "../../overview/view/jobs-page";
import { requireAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("overview:jobs.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  return readJobs(db);
}

export default function Jobs() {
  const { refusal } = useAnswer();
  return <JobsPage {...useLoaderData<typeof loader>()} refusal={refusal} />;
}
