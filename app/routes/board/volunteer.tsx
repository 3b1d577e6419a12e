import type { LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { openVolunteer } from "../../accounts/queries/volunteers.server";
import { VolunteerSheet } from "../../accounts/view/volunteer-sheet";
import { useI18n } from "../../i18n/context";
import { found, requireCoordinator } from "../gate.server";
import type { VolunteerAnswer } from "./way-in.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  return { volunteer: found(await openVolunteer(ctx, args.params.id ?? "")) };
}

export default function Volunteer() {
  const { volunteer } = useLoaderData<typeof loader>();
  const answer = useActionData<VolunteerAnswer>();
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
