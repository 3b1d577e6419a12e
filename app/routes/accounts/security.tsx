import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readOwnSecurity } from "../../accounts/queries/own-security.server";
import { SecurityPage } from "../../accounts/view/security-page";
import { requireRecent } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("security:own.title");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireRecent(args);
  const { assurance, session } = ctx;
  const duty = assurance === "withheld" ? assurance : null;
  return {
    ...(await readOwnSecurity(ctx)),
    here: session?.publicId ?? "",
    duty: assurance === "grace" && session ? session.requiredFrom : duty,
    saved: new URL(args.request.url).searchParams.has("saved"),
  };
}

export default function Security() {
  const { refusal } = useAnswer();
  return <SecurityPage {...useLoaderData<typeof loader>()} refusal={refusal} />;
}
