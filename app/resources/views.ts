import type { ResultOf } from "../platform/types";
import type { listKinds } from "./queries/kinds.server";
import type { listNear } from "./queries/near.server";
import type {
  listOwnOffers,
  listTroubles,
  openOffer,
  openOwnOffer,
  readKinds,
} from "./queries/offers.server";

export type { FoundOffer } from "./queries/find.server";
export type { Supply } from "./queries/offers.server";
export type { StockRow } from "./queries/stock.server";
export type KindRow = ResultOf<typeof listKinds>[number];
export type OfferedKind = ResultOf<typeof readKinds>[number];
export type OfferLine = ResultOf<typeof listOwnOffers>["offers"][number];
/** By its owner's account, by whoever keeps it, or by its owner's private link. */
export type OpenedOffer = ResultOf<typeof openOffer> | ResultOf<typeof openOwnOffer>;
export type Troubles = ResultOf<typeof listTroubles>;
export type ThingsNear = ResultOf<typeof listNear>;
