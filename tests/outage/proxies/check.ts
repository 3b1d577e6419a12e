/** One row of the table: what was tried, what came of it, and whether that is as it has to be. */
export type Check = { what: string; found: string; right: boolean };
