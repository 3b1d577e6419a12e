import type { ActionFunctionArgs } from "@remix-run/node";
import { setLines } from "../../accounts/commands/set-lines.server";
import { answer, perform, readSent } from "../answer.server";
import { requireCoordinator } from "../gate.server";
import { asRefusal } from "../one-press.server";
import Several from "./several";

export { handle, loader, meta } from "./several";

export async function action(args: ActionFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const sent = await readSent(args.request);
  const set = asRefusal(await perform(ctx, setLines, sent), "input");
  return answer(sent, set, `/board${new URL(args.request.url).search}`);
}

export default Several;
