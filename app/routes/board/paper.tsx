import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { whoIsComing } from "../../dispatch/queries/coming.server";
import { PaperPage } from "../../dispatch/view/paper-page";
import { readOutlines } from "../../districts/queries/outlines.server";
import { readPaper } from "../../requests/queries/paper.server";
import { readFilter } from "../../requests/rules/filter";
import { requireCoordinator } from "../gate.server";
import { titled } from "../titled";

export const handle = { face: "board" };
export const meta = titled("board:paper.print");

/** The night's list for the printer; all that is on it has been looked at. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const {
    group: _,
    search: __,
    after: ___,
    ...filter
  } = readFilter(new URL(args.request.url).searchParams);
  const printed = { ...filter, group: "open" as const, search: "", street: null, after: null };
  const [paper, outlines] = await Promise.all([readPaper(ctx, printed), readOutlines(ctx.db)]);
  const coming = await whoIsComing(
    ctx,
    paper.lines.map(({ id }) => id),
  );
  return { paper, outlines, coming, filter: printed };
}

export default function PaperList() {
  return <PaperPage {...useLoaderData<typeof loader>()} />;
}
