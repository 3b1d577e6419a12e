import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forgetMe } from "../../privacy/commands/forget.server";
import { readOwnData } from "../../privacy/queries/own-data.server";
import { DataPage } from "../../privacy/view/data-page";
import { perform, readSent } from "../answer.server";
import { requireRecent } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";
import { forgotten } from "./erasing.server";

export const handle = { face: "member" };
export const meta = titled("data:title");

export async function loader(args: LoaderFunctionArgs) {
  const { db, actor } = await requireRecent(args);
  return { data: await readOwnData(db, "person", actor.personId) };
}

/** The account is gone, and so is every session of it. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecent(args);
  const sent = await readSent(args.request);
  const result = await perform(ctx, forgetMe, sent);
  if (result.ok) ctx.setHeader("Set-Cookie", await ctx.sessions.close(null));
  return forgotten(sent, result);
}

export default function OwnData() {
  const { data } = useLoaderData<typeof loader>();
  const { errors, refusal } = useAnswer();
  return (
    <DataPage
      thing="person"
      data={data}
      path="/account/data"
      back="/account"
      errors={errors}
      refusal={refusal}
    />
  );
}
