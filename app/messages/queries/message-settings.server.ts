import { inArray } from "drizzle-orm";
import { messageSetting } from "../../../drizzle/schema/messages";
import type { Db, Tx } from "../../platform/database.server";
import { NIGHT } from "../rules/quiet";
import type { ChannelName, ChosenKind, QuietHours, Reader } from "../types";

/** What somebody has chosen. */
export type Chosen = {
  hours: QuietHours | null;
  /** Whether they want to hear of a kind by a channel. */
  wants: (kind: ChosenKind | null, channel: ChannelName) => boolean;
};

const NOTHING_CHOSEN: Chosen = { hours: null, wants: () => true };
const OWNERS_CHOICE: Chosen = { hours: NIGHT, wants: () => true };

/** What these readers have chosen, by their id. Residents choose nothing: they wait for help; nor do owners, whom we let sleep. */
export async function settingsOf(
  db: Db | Tx,
  readers: readonly Pick<Reader, "kind" | "id">[],
): Promise<(id: string) => Chosen> {
  const owners = new Set(readers.filter(({ kind }) => kind === "offer").map(({ id }) => id));
  const unchosen = (id: string) => (owners.has(id) ? OWNERS_CHOICE : NOTHING_CHOSEN);
  const ids = readers.filter(({ kind }) => kind === "person").map(({ id }) => id);
  if (ids.length === 0) return unchosen;
  const rows = await db
    .select()
    .from(messageSetting)
    .where(inArray(messageSetting.personId, [...new Set(ids)]));
  const known = new Map(rows.map((row) => [row.personId, chosenOf(row)]));
  return (id) => known.get(id) ?? unchosen(id);
}

type Row = Pick<typeof messageSetting.$inferSelect, "off" | "quietFrom" | "quietTo">;

function chosenOf({ off, quietFrom: from, quietTo: to }: Row): Chosen {
  return {
    hours: from === null || to === null ? null : { from, to },
    wants: (kind, channel) => kind === null || !off.includes(`${kind}.${channel}`),
  };
}
