import type { ActionFunctionArgs } from "@remix-run/node";
import { issueCertificate } from "../../overview/commands/issue-certificate.server";
import { codeOf } from "../../overview/queries/certificate.server";
import { printed } from "../../overview/rules/certificate";
import { answer, perform, readSent } from "../answer.server";
import { requireVolunteer } from "../gate.server";
import { RefusedStep } from "../refused-step";

/** A paper is made out, and shown where anybody can read it who has its code. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const sent = await readSent(args.request);
  const issued = await perform(ctx, issueCertificate, sent);
  const code = issued.ok ? await codeOf(ctx.db, issued.value.id) : "";
  return answer(sent, issued, `/certificate/${printed(code)}`);
}

export default RefusedStep;
