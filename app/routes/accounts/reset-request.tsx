import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requestReset } from "../../accounts/commands/reset-password.server";
import { resetRequestForm } from "../../accounts/form";
import { ResetRequestPage } from "../../accounts/view/small-pages";
import { answer, inputRefusal, perform, readSent, refused } from "../answer.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled<{ sent: boolean }>(({ sent }) =>
  sent ? "account:reset.sentTitle" : "account:reset.title",
);

export const loader = ({ request }: LoaderFunctionArgs) => ({
  sent: new URL(request.url).searchParams.has("sent"),
});

const SENT = "/password-resets?sent";

export async function action({ request, context }: ActionFunctionArgs) {
  const sent = await readSent(request);
  const form = resetRequestForm.safeParse(sent.typed);
  if (!form.success) return refused(sent.typed, inputRefusal(form.error));
  const { limits, address } = context;
  // The same answer whether the address is known, and whether it asked too often.
  const open = await Promise.all([
    limits.resetAccount.consume(form.data.email),
    limits.resetAddress.consume(address),
  ]);
  if (open.includes(false)) return redirect(SENT, 303);
  return answer(sent, await perform(context, requestReset, sent), SENT);
}

export default function ResetRequest() {
  return <ResetRequestPage {...useAnswer()} {...useLoaderData<typeof loader>()} />;
}
