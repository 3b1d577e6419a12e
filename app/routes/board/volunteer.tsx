import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { handOutCode } from "../../accounts/commands/hand-out-code.server";
import { provePhone } from "../../accounts/commands/prove-phone.server";
import { setStanding } from "../../accounts/commands/set-standing.server";
import { phoneForm, standingForm } from "../../accounts/form";
import { openVolunteer } from "../../accounts/queries/volunteers.server";
import { VolunteerSheet } from "../../accounts/view/volunteer-sheet";
import { useI18n } from "../../i18n/context";
import { parseForm } from "../../platform/form";
import { type Refusal, type Result, refuse } from "../../platform/types";
import { found, type MemberCtx, requireCoordinator, requireRecent, statusOf } from "../gate.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { volunteer: found(await openVolunteer(ctx, args.params.id ?? "")) };
}

type Answer = { code: string | null; refusal: Refusal | null };
const refused = (refusal: Refusal) =>
  data<Answer>({ code: null, refusal }, { status: statusOf(refusal) });

/** `/standing` vouches or suspends; `/phone` says whose the number is; `/codes` makes a code that is shown this once. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const { id = "" } = args.params;
  if (!/^[0-9a-f-]{36}$/.test(id)) return refused(refuse("account.unknown"));
  const { pathname } = new URL(args.request.url);
  if (pathname.includes("/codes")) {
    const code = await giveWayIn(args, "", (recent) => handOutCode(recent, id));
    return code.ok ? data<Answer>({ code: code.value, refusal: null }) : refused(code);
  }
  const sent = await args.request.formData();
  const result = pathname.includes("/phone")
    ? await seePhone(args, id, sent)
    : await changeStanding(args, ctx, id, sent);
  return result.ok ? redirect(`/board/volunteers/${id}`, 303) : refused(result);
}

/**
 * What opens an account to somebody is done by a coordinator who showed lately who they are, and so often an hour: it is
 * counted before it is judged. By the account's own code nobody was given a way in, so that is given back.
 */
async function giveWayIn<Value>(
  args: ActionFunctionArgs,
  code: string,
  step: (ctx: MemberCtx) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const ctx = await requireRecent(args);
  const { handOut, vouchCode } = ctx.limits;
  const { personId } = ctx.actor;
  const limits = code ? [handOut, vouchCode] : [handOut];
  const counted = await Promise.all(limits.map((limit) => limit.consume(personId)));
  if (counted.includes(false)) return refuse("flood");
  const result = await step(ctx);
  if (code && result.ok) await Promise.all(limits.map((limit) => limit.giveBack(personId)));
  return result;
}

async function seePhone(
  args: ActionFunctionArgs,
  id: string,
  sent: FormData,
): Promise<Result<null>> {
  const form = parseForm(phoneForm, sent);
  if (!form.ok) return refuse("unknown");
  return giveWayIn(args, form.value.code, (ctx) => provePhone(ctx, id, form.value));
}

async function changeStanding(
  args: ActionFunctionArgs,
  ctx: MemberCtx,
  id: string,
  sent: FormData,
): Promise<Result<null>> {
  const form = parseForm(standingForm, sent);
  if (!form.ok) return refuse("unknown");
  if (form.value.standing === "suspended") return setStanding(ctx, id, form.value);
  return giveWayIn(args, form.value.code, (recent) => setStanding(recent, id, form.value));
}

export default function Volunteer() {
  const { volunteer } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { refusal } = useI18n();
  const { search } = useLocation();
  const why = answer?.refusal;
  return (
    <VolunteerSheet
      volunteer={volunteer}
      code={answer?.code ?? null}
      refusal={why ? refusal(why.code, why.params) : null}
      back={`/board/volunteers${search}`}
    />
  );
}
