import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { editProfile } from "../../accounts/commands/edit-own.server";
import { readOwnProfile } from "../../accounts/queries/own.server";
import { readUsualVerification } from "../../accounts/queries/usual-verification.server";
import { ProfilePage } from "../../accounts/view/profile-page";
import { Script } from "../../ui/script";
import { answer, perform, readSent } from "../answer.server";
import { found, requireVolunteer } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("common:nav.profile");

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const own = found(await readOwnProfile(ctx));
  const usual = own.standing === "unverified" ? await readUsualVerification(ctx) : null;
  return { ...own, usual, saved: new URL(args.request.url).searchParams.has("saved") };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const sent = await readSent(args.request, ["skills", "languages", "when"]);
  return answer(sent, await perform(ctx, editProfile, sent), "/profile?saved");
}

export default function Profile() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <>
      <ProfilePage
        {...useLoaderData<typeof loader>()}
        typed={kept}
        errors={errors}
        refusal={refusal}
      />
      <Script name="own-position" />
    </>
  );
}
