import type { LoaderFunctionArgs } from "@remix-run/node";
import { giveData } from "../../privacy/commands/give-data.server";
import { openSubject } from "../../privacy/queries/subjects.server";
import { found, requireRecent } from "../gate.server";
import { asFile } from "./erasing.server";

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireRecent(args);
  return asFile(
    await giveData(ctx, found(await openSubject(ctx.db, "person", ctx.actor.personId))),
  );
}
