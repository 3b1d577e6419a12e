import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { editProfile } from "../../accounts/commands/edit-own.server";
import { profileForm } from "../../accounts/form";
import { readOwnProfile } from "../../accounts/queries/own.server";
import { ProfilePage } from "../../accounts/view/profile-page";
import { parseForm } from "../../platform/form";
import { Script } from "../../ui/script";
import { refused, wrong } from "../answer.server";
import { found, requireVolunteer } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const handle = { face: "member" };
export const meta = titled("common:nav.profile");

export async function loader(args: LoaderFunctionArgs) {
  const own = found(await readOwnProfile(await requireVolunteer(args)));
  return { ...own, saved: new URL(args.request.url).searchParams.has("saved") };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireVolunteer(args);
  const lists = ["skills", "languages", "when"];
  const form = parseForm(profileForm, await args.request.formData(), { lists });
  if (!form.ok) return wrong(form.typed, form.errors);
  const result = await editProfile(ctx, form.value);
  return result.ok ? redirect("/profile?saved", 303) : refused(form.typed, result);
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
