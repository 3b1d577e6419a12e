import { type AppLoadContext, redirect } from "@remix-run/node";
import type { Result } from "../../platform/types";
import { giveData } from "../../privacy/commands/give-data.server";
import { fileForm } from "../../privacy/form";
import { readOwnData } from "../../privacy/queries/own-data.server";
import { knowsContact, type Subject } from "../../privacy/queries/subjects.server";
import { answer, readSent, type Sent } from "../answer.server";
import { countGuess } from "../requests/guesses.server";

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

/**
 * The link alone, which is sent on, does not show who its holder is: whoever knows how they are reached gets the file, everybody
 * else the page again. Guesses are counted as those at a code are.
 */
export async function fileByContact(
  context: AppLoadContext,
  request: Request,
  subject: Subject,
  page: string,
) {
  const { typed } = await readSent(request);
  const form = fileForm.safeParse(typed);
  if (!form.success) return redirect(`${page}?wrong=digits`, 303);
  const takeBack = await countGuess(context, `file of ${subject.id}`);
  if (!takeBack) return redirect(`${page}?wrong=flood`, 303);
  if (!(await knowsContact(context.db, subject, form.data.digits)))
    return redirect(`${page}?wrong=digits`, 303);
  await takeBack();
  return asFile(await giveData(context, subject));
}

/** Why the file was not given, as the page's address says. */
export const wrongOf = (request: Request): "digits" | "flood" | null => {
  const wrong = new URL(request.url).searchParams.get("wrong");
  return wrong === "digits" || wrong === "flood" ? wrong : null;
};
