import type { AppLoadContext } from "@remix-run/node";
import type { z } from "zod";
import { type Command, execute } from "../../platform/command.server";
import type { Around } from "../../platform/context.server";
import { typedText } from "../../platform/form";
import { writtenAt } from "../../requests/rules/timing";
import type { Sent } from "../answer.server";

/** Runs what a resident says by the private link, with when they wrote it: a phone may have kept it until there was a network. */
export const performOwn = <Schema extends z.ZodType, Value>(
  context: AppLoadContext,
  which: Command<Schema, Value, Around>,
  { typed, key }: Sent,
  token: string,
) => {
  const occurredAt = writtenAt(typedText(typed, "waited"), context.now);
  return execute(context, which, { ...typed, token }, { key, occurredAt });
};
