import type { ActionFunctionArgs } from "@remix-run/node";
import { changePassword, judgeChange } from "../../accounts/commands/reset-password.server";
import { showPassword } from "../../accounts/commands/show-again.server";
import { changePasswordForm } from "../../accounts/form";
import { refuse } from "../../platform/types";
import { answer, inputRefusal, perform, readSent, refused, type Sent } from "../answer.server";
import { type MemberCtx, requireRecent } from "../gate.server";
import Account from "./account";
import { guardedConfirmation } from "./session.server";

export { handle, loader, meta } from "./account";

/** Whoever found somebody's session open can't guess their password there without end. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  const form = changePasswordForm.safeParse(sent.typed);
  if (!form.success) return refused(sent.typed, inputRefusal(form.error));
  const changed = await guardedConfirmation(ctx, ctx.actor.personId, () =>
    change(ctx, sent, form.data),
  );
  return answer(sent, changed ?? refuse("flood"), "/account?saved");
}

type Passwords = { current: string; password: string };

async function change(ctx: MemberCtx, sent: Sent, passwords: Passwords) {
  const judged = await judgeChange(ctx, passwords);
  const keepSession = ctx.session?.publicId ?? null;
  const changed = await perform({ ...ctx, judged, keepSession }, changePassword, sent);
  if (!changed.ok || !changed.repeated) return changed;
  // What is sent again may hold another password than the one that was saved.
  const { ok } = await showPassword(ctx, passwords.password);
  return ok ? changed : refuse("sent_before");
}

export default Account;
