import type { ActionFunctionArgs } from "@remix-run/node";
import { endRequest } from "../../requests/commands/end.server";
import { answer, perform, readSent } from "../answer.server";
import { requireRequest, sheetOf } from "./sheet.server";

/** What the three ways to end a request share. */
export const endBy = (how: "decline" | "cancel" | "close") => async (args: ActionFunctionArgs) => {
  const { ctx, id } = await requireRequest(args);
  const sent = await readSent(args.request);
  return answer(sent, await perform(ctx, endRequest, sent, { id, how }), sheetOf(args));
};
