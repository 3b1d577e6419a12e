import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { lookFor } from "../../dispatch/rules/look-for";
import { SendForm } from "../../dispatch/view/send-form";
import { typedText } from "../../platform/form";
import { readSent } from "../answer.server";
import { LISTS, readCandidates } from "./candidates.server";
import { useSendAddresses } from "./send-addresses";
import { requireRequest } from "./sheet.server";

/**
 * The panel again, with others in its list. Nothing changes; it is posted all the same, so that the words for the record, which come
 * back as they were typed, stand in no address.
 */
export async function action(args: ActionFunctionArgs) {
  const { ctx, id } = await requireRequest(args);
  const { typed } = await readSent(args.request, LISTS);
  const lookedFor = lookFor(typedText(typed, "find"), [typed.people ?? []].flat());
  return { ...(await readCandidates(ctx, id, args.request.url, lookedFor)), typed, lookedFor };
}

export default function Candidates() {
  const shown = useActionData<typeof action>();
  const addresses = useSendAddresses(shown?.lookedFor);
  if (!shown) return null;
  return <SendForm {...shown} {...addresses} errors={{}} refusal={null} />;
}
