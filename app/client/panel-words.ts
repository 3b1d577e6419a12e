/** Where `filter-people.ts` keeps, in this tab, what is written in the panel in which people are chosen. */
export const PANEL_WORDS = "whom-to-send";
