import { and, eq, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Acting } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { mayBecome, type Transitions } from "../../platform/transitions";
import { done, type Result, refuse } from "../../platform/types";
import type { EventOf, Events, RecordLine, Thing } from "../events";
import { lastChange } from "../queries/last-change.server";
import { record } from "./record.server";

type StateTable = PgTable & { id: PgColumn; state: PgColumn; stateAt: PgColumn; version: PgColumn };

/** A kind of thing that has states: its table, and which state may follow which. */
export type Lifecycle<Of extends Thing, Table extends StateTable, State extends string> = {
  thing: Of;
  table: Table;
  transitions: Transitions<State>;
  /** The refusal of a step that its table does not have. */
  refusal: string;
};

type Row<State extends string> = { id: string; state: State; version: number };

type Step<Of extends Thing, Table extends StateTable, Type extends EventOf<Of>> = {
  /** What is recorded; without it `<thing>.<new state>`. */
  type?: Type;
  reason?: string;
  districtId?: string | null;
  /** Further columns that change with the state. */
  set?: Partial<Table["$inferInsert"]>;
  data?: Events[Type];
};

/**
 * Moves a thing one step along its table and records it: the only writer of a state. The caller has locked the row; where it has
 * not, whoever was first wins. Gives the row as it is now. Refuses: the life's own refusal, `conflict`.
 */
export async function transition<
  Of extends Thing,
  Table extends StateTable,
  State extends string,
  Type extends EventOf<Of>,
>(
  tx: Tx,
  ctx: Acting,
  life: Lifecycle<Of, Table, State>,
  row: Row<NoInfer<State>>,
  to: NoInfer<State>,
  step: Step<Of, Table, Type> = {},
): Promise<Result<Table["$inferSelect"]>> {
  const { thing, table, transitions, refusal } = life;
  if (!mayBecome(transitions, row.state, to)) return refuse(refusal);
  const [moved] = (await tx
    .update(table)
    .set({ ...step.set, state: to, stateAt: ctx.now, version: sql`${table.version} + 1` } as never)
    .where(and(eq(table.id, row.id), eq(table.version, row.version)))
    .returning()) as Table["$inferSelect"][];
  if (!moved) return refuse("conflict", await lastChange(tx, row.id));
  await record(tx, ctx, {
    type: step.type ?? `${thing}.${to}`,
    thingId: row.id,
    districtId: step.districtId,
    fromState: row.state,
    toState: to,
    reason: step.reason,
    data: step.data,
  } as RecordLine);
  return done(moved);
}
