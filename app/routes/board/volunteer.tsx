import type { LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { openVolunteer } from "../../accounts/queries/volunteers.server";
import { VolunteerSheet } from "../../accounts/view/volunteer-sheet";
import { useI18n } from "../../i18n/context";
import { deadAmong } from "../../messages/queries/dead-addresses.server";
import { found, requireCoordinator } from "../gate.server";
import type { VolunteerAnswer } from "./way-in.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const volunteer = found(await openVolunteer(ctx, args.params.id ?? ""));
  return { volunteer, dead: await deadAmong(ctx.db, [volunteer.phone, volunteer.email]) };
}

export default function Volunteer() {
  const { volunteer, dead } = useLoaderData<typeof loader>();
  const answer = useActionData<VolunteerAnswer>();
  const { refusal } = useI18n();
  const { search } = useLocation();
  const why = answer?.refusal;
  return (
    <VolunteerSheet
      volunteer={volunteer}
      dead={dead}
      code={answer?.code ?? null}
      refusal={why ? refusal(why.code, why.params) : null}
      back={`/board/volunteers${search}`}
    />
  );
}
