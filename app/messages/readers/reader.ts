import type { event } from "../../../drizzle/schema/audit";
import type { Around } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import type { Row } from "../rules/table";
import type { Reader } from "../types";

/** A line of the record, as it stands in the table. */
export type Line = typeof event.$inferSelect;

/** Who of one kind is told of an event, each with what their message says. */
export type FindReaders = (tx: Tx, ctx: Around, line: Line, row: Row) => Promise<Reader[]>;
