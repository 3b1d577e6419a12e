import type { LoaderFunctionArgs } from "@remix-run/node";
import { placePeople } from "../../dispatch/queries/people.server";
import { placedAsJson } from "../../dispatch/rules/placed";
import { makeI18n } from "../../i18n/context";
import { placeRequests } from "../../requests/queries/map.server";
import { readFilter } from "../../requests/rules/filter";
import { placeThings } from "../../resources/queries/near.server";
import { requireCoordinator } from "../gate.server";
import { unlessKnown } from "../unless-known.server";

/** What the map shows, by cells: requests of the filter, free volunteers, who is on the way, things. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await requireCoordinator(args);
  const filter = readFilter(new URL(args.request.url).searchParams);
  const [requests, people, things] = await Promise.all([
    placeRequests(ctx, filter),
    placePeople(ctx),
    placeThings(ctx),
  ]);
  const { name } = makeI18n(ctx.locale, ctx.city.zone, ctx.now);
  const body = () => JSON.stringify(placedAsJson({ requests, people, things }, name));
  return unlessKnown(args.request, { type: "application/json", body });
}
