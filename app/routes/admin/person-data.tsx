import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { forgetFor } from "../../privacy/commands/forget.server";
import { readBounds } from "../../privacy/queries/bound.server";
import { openSubject } from "../../privacy/queries/subjects.server";
import { PersonDataPage } from "../../privacy/view/people-pages";
import { answer, perform, readSent } from "../answer.server";
import { found, requireAdministrator, requireRecentAdministrator } from "../gate.server";
import { titled } from "../titled";
import { useAnswer } from "../use-answer";

export const meta = titled("data:people.title");

export async function loader(args: LoaderFunctionArgs) {
  const { db } = await requireAdministrator(args);
  const subject = found(await openSubject(db, args.params.thing, args.params.id));
  return { subject, bounds: await readBounds(db, subject.thing, subject.id) };
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const { thing, id } = found(await openSubject(ctx.db, args.params.thing, args.params.id));
  const sent = await readSent(args.request);
  const forgotten = await perform(ctx, forgetFor, sent, { thing, id });
  return answer(sent, forgotten, "/admin/privacy/people?done");
}

export default function PersonData() {
  const { kept, errors, refusal } = useAnswer();
  return (
    <PersonDataPage
      {...useLoaderData<typeof loader>()}
      typed={kept}
      errors={errors}
      refusal={refusal}
    />
  );
}
