import type { LoaderFunctionArgs } from "@remix-run/node";
import { giveData } from "../../privacy/commands/give-data.server";
import { openSubject } from "../../privacy/queries/subjects.server";
import { found, requireRecentAdministrator } from "../gate.server";
import { asFile } from "../privacy/erasing.server";

/** For somebody who asked the city: with what coordinators wrote for each other, which is the city's to judge. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireRecentAdministrator(args);
  const { thing, id } = args.params;
  return asFile(await giveData(ctx, found(await openSubject(ctx.db, thing, id)), true));
}
