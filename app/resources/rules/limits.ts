/** Offers of one person or number that wait to be verified at a time: nobody fills the list by themselves. */
export const MAX_WAITING_OFFERS = 20;
/** How long after its window began a held thing waits to be fetched. */
export const FETCH_GRACE_HOURS = 2;
/** Of one table of offers. */
export const MAX_TABLE_ROWS = 2_000;
