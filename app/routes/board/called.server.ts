import { createHmac } from "node:crypto";
import { data } from "@remix-run/node";
import pLimit from "p-limit";
import { readChoices } from "../../districts/queries.server";
import { execute } from "../../platform/command.server";
import { done, type Refusal, type Result, refuse } from "../../platform/types";
import { takeInRow } from "../../requests/commands/take-in.server";
import { compareWithBoard } from "../../requests/queries/called.server";
import { readReached } from "../../requests/queries/reach.server";
import type { RequestRow } from "../../requests/rules/table";
import type { CalledPreview } from "../../requests/view/board/import-page";
import { type MemberCtx, statusOf } from "../gate.server";

const MOST_CHARACTERS = 2_000_000;
/** Rows are changes of their own: some at a time, so that a long list is soon in and pages have connections left. */
const AT_ONCE = 4;

export const calledAnswer = (preview: CalledPreview | null, refusal: Refusal | null) =>
  data({ preview, refusal }, { status: refusal ? statusOf(refusal) : 200 });

/** The rows of a call centre's list, and what of them is shown. Refuses: `table.csv`, `table.letters`, `table.headers`, `table.rows`. */
export async function readCalled(
  ctx: MemberCtx,
  csv: string,
): Promise<Result<{ rows: RequestRow[]; preview: CalledPreview }>> {
  if (csv.length > MOST_CHARACTERS) return refuse("table.rows");
  const [{ categories }, districts] = await Promise.all([readChoices(ctx.db), readReached(ctx)]);
  const { city, now } = ctx;
  const read = await ctx.readFile("requests", csv, categories, districts, city, now);
  if (!read.ok) return refuse(`table.${read.code}`, "line" in read ? { line: read.line } : {});
  const board = await compareWithBoard(
    ctx,
    read.rows.map(({ called }) => called),
  );
  const rows = read.rows.map(({ called, ...row }, index) => ({
    ...row,
    ...board[index]!,
    category: called.form.category,
    details: called.form.details,
    place: [called.form.district, called.form.address].filter(Boolean).join(", "),
    reach: called.form.phone || called.form.email,
  }));
  return done({ rows: read.rows, preview: { rows, csv } });
}

export type TakenInRows = Record<"fresh" | "added" | "known" | "elsewhere", number> & {
  /** The lines of those that could not be taken. */
  left: number[];
};

/** Takes in rows one by one: what an interrupted import has taken in is known when the list is brought again. */
export async function takeInRows(ctx: MemberCtx, rows: RequestRow[]): Promise<TakenInRows> {
  const taken: TakenInRows = { fresh: 0, added: 0, known: 0, elsewhere: 0, left: [] };
  const limit = pLimit(AT_ONCE);
  await Promise.all(
    rows.map((row) =>
      limit(async () => {
        const result = await takeIn(ctx, row);
        if (!result.ok) {
          // Brought before with the same words, or by somebody else at this moment: it is there.
          if (["sent_before", "taken"].includes(result.code)) taken.known += 1;
          else taken.left.push(row.line);
          return;
        }
        taken[result.repeated ? "known" : result.value.result] += 1;
        if (result.value.elsewhere && !result.repeated) taken.elsewhere += 1;
      }),
    ),
  );
  return taken;
}

function takeIn(ctx: MemberCtx, { called }: RequestRow) {
  const key = createHmac("sha256", ctx.keys.signing("called"))
    .update(`${called.number} ${called.content}`)
    .digest("base64url");
  return execute(ctx, takeInRow, called, { key });
}
