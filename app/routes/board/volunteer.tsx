import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { handOutCode } from "../../accounts/commands/hand-out-code.server";
import { provePhone } from "../../accounts/commands/prove-phone.server";
import { setStanding } from "../../accounts/commands/set-standing.server";
import { phoneForm, standingForm } from "../../accounts/form";
import { openVolunteer } from "../../accounts/queries/volunteers.server";
import { VolunteerSheet } from "../../accounts/view/volunteer-sheet";
import { useI18n } from "../../i18n/context";
import type { Ctx } from "../../platform/context.server";
import { parseForm } from "../../platform/form";
import { type Member, type Refusal, type Result, refuse } from "../../platform/types";
import { found, requireCoordinator, statusOf } from "../gate.server";

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
    const code: Result<string> = await handOutCode(ctx, id);
    return code.ok ? data<Answer>({ code: code.value, refusal: null }) : refused(code);
  }
  const sent = await args.request.formData();
  const result = pathname.includes("/phone")
    ? await seePhone(ctx, id, sent)
    : await changeStanding(ctx, id, sent);
  return result.ok ? redirect(`/board/volunteers/${id}`, 303) : refused(result);
}

async function seePhone(ctx: Ctx<Member>, id: string, sent: FormData): Promise<Result<null>> {
  const form = parseForm(phoneForm, sent);
  if (!form.ok) return refuse("unknown");
  return form.value.seen ? provePhone(ctx, id, form.value.version) : refuse("account.not_seen");
}

async function changeStanding(ctx: Ctx<Member>, id: string, sent: FormData): Promise<Result<null>> {
  const form = parseForm(standingForm, sent);
  return form.ok ? setStanding(ctx, id, form.value) : refuse("unknown");
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
