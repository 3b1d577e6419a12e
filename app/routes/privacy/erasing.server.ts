import { type AppLoadContext, redirect } from "@remix-run/node";
import type { Result } from "../../platform/types";
import { readOwnData } from "../../privacy/queries/own-data.server";
import type { Subject } from "../../privacy/queries/subjects.server";
import { answer, type Sent } from "../answer.server";

/** What is kept of whoever's page it is. */
export const dataOf = (context: AppLoadContext, { thing, id }: Subject) =>
  readOwnData(context.db, thing, id);

/** Forgotten: what was shown does not come back with the browser's own button. Refused: the page again, which says why. */
export const forgotten = (sent: Sent, result: Result<null>) =>
  result.ok
    ? redirect("/forgotten", { status: 303, headers: { "Clear-Site-Data": '"cache"' } })
    : answer(sent, result, "/forgotten");

export const asFile = (text: string) =>
  new Response(text, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": 'attachment; filename="naaber.json"',
      "Cache-Control": "no-store",
    },
  });
