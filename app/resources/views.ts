import type { ResultOf } from "../platform/types";
import type { listKinds } from "./queries/kinds.server";
import type { listOwnOffers, listTroubles, openOffer, readKinds } from "./queries/offers.server";

export type { FoundOffer } from "./queries/find.server";
export type { Supply } from "./queries/offers.server";
export type { StockRow } from "./queries/stock.server";
export type KindRow = ResultOf<typeof listKinds>[number];
export type OfferedKind = ResultOf<typeof readKinds>[number];
export type OfferLine = ResultOf<typeof listOwnOffers>["offers"][number];
export type OpenedOffer = ResultOf<typeof openOffer>;
export type Troubles = ResultOf<typeof listTroubles>;
