/** Offers of one person or number that wait to be verified at a time: nobody fills the list by themselves. */
export const MAX_WAITING_OFFERS = 20;
/** How long after its window began a held thing waits to be fetched. */
export const FETCH_GRACE_HOURS = 2;
/** Of one table of offers. */
export const MAX_TABLE_ROWS = 2_000;
/** How long after it was due a thing counts as overdue: whoever brings it may be at the door. */
export const OVERDUE_GRACE_MINUTES = 30;
/** Private links that mails to one owner have brought, and that still open their offer. */
export const MOST_OFFER_LINKS = 20;
