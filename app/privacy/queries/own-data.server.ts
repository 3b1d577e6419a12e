import { type SQL, sql } from "drizzle-orm";
import { unsealText } from "../../platform/data-keys.server";
import type { Db } from "../../platform/database.server";
import { masked, maskedIn } from "../../requests/rules/journey";
import { givenOf, isPersonal, type Kind, REGISTRY } from "../rules/registry";
import type { Erasable } from "../types";
import { readBounds } from "./bound.server";

type Part = {
  table: string;
  where: SQL;
  /** Beside what is personal: without it nobody would understand the rest. */
  also?: readonly string[];
};

/** Where something of a request, of an offer or of a person stands. `internal`: also what coordinators wrote for each other. */
const PARTS: Record<Erasable, (id: string, internal: boolean) => Part[]> = {
  request: (id, internal) => [
    {
      table: "request",
      where: sql`id = ${id}`,
      also: ["code", "state", "created_at", "people", "quantity", "needed_by", "locale"],
    },
    { table: "request_private", where: sql`request_id = ${id}` },
    {
      table: "request_note",
      where: sql`request_id = ${id} and (${internal} or author = 'resident' or for_resident)`,
      also: ["at", "author"],
    },
    { table: "sms", where: sql`request_id = ${id} and person_id is null`, also: ["created_at"] },
    { table: "sms_in", where: sql`request_id = ${id} and person_id is null`, also: ["at"] },
  ],
  offer: (id) => [
    { table: "offer", where: sql`id = ${id}`, also: ["number", "state", "created_at"] },
    { table: "offer_private", where: sql`offer_id = ${id}` },
    { table: "sms", where: sql`offer_id = ${id}`, also: ["created_at"] },
  ],
  person: (id) => [
    { table: "person", where: sql`id = ${id}`, also: ["created_at"] },
    { table: "volunteer_profile", where: sql`person_id = ${id}` },
    { table: "coordinator_district", where: sql`person_id = ${id}` },
    {
      table: "assignment",
      where: sql`person_id = ${id}`,
      also: ["task_id", "state", "offered_at", "state_at", "reason"],
    },
    {
      table: "sign_up",
      where: sql`person_id = ${id}`,
      also: ["shift_id", "state", "party", "checked_in_at", "checked_out_at", "created_at"],
    },
    { table: "shift_note", where: sql`person_id = ${id}`, also: ["shift_id", "at"] },
    { table: "request_note", where: sql`person_id = ${id}`, also: ["request_id", "at"] },
    { table: "offer", where: sql`owner_id = ${id}`, also: ["number", "state", "created_at"] },
    {
      table: "offer_private",
      where: sql`offer_id in (select id from offer where owner_id = ${id})`,
    },
    { table: "session", where: sql`user_id = ${id}` },
    { table: "known_device", where: sql`person_id = ${id}` },
    { table: "sign_in", where: sql`person_id = ${id}` },
    { table: "second_factor", where: sql`person_id = ${id}`, also: ["kind"] },
    { table: "invitation", where: sql`accepted_by = ${id}`, also: ["created_at"] },
    { table: "calendar_feed", where: sql`person_id = ${id}`, also: ["created_at", "place"] },
    {
      table: "certificate",
      where: sql`person_id = ${id}`,
      also: ["during", "shifts", "minutes", "tasks", "created_at"],
    },
    { table: "message_setting", where: sql`person_id = ${id}` },
    { table: "sms", where: sql`person_id = ${id}`, also: ["created_at"] },
    { table: "sms_in", where: sql`person_id = ${id}`, also: ["at"] },
    { table: "push_device", where: sql`person_id = ${id}` },
    { table: "push_message", where: sql`person_id = ${id}` },
    { table: "notification", where: sql`person_id = ${id}`, also: ["template", "channel"] },
  ],
};

type Row = Record<string, unknown>;

/** All that is kept of something, by table: what opens a door, and what is only made of the rest, is left out. */
export async function readAll(db: Db, thing: Erasable, id: string, internal = false) {
  const parts = PARTS[thing](id, internal);
  const read = await Promise.all(
    parts.map(async ({ table, where, also = [] }) => {
      const columns = [...new Set([...also, ...givenOf(table)])];
      const names = sql.join(
        columns.map((column) => sql.identifier(column)),
        sql`, `,
      );
      const rows = await db.execute<Row>(
        sql`select ${names} from ${sql.identifier(table)} where ${where} order by 1`,
      );
      return [table, rows.map((row) => opened(table, row))] as const;
    }),
  );
  return Object.fromEntries(read.filter(([, rows]) => rows.length > 0));
}

/** What is encrypted, to be read. */
const opened = (table: string, row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === "string" ? unsealText(`${table}.${column}`, value) : value,
    ]),
  );

/** What the page shows of it: what was typed. The rest, times and codes, is in the file. */
const SHOWN = ["contact", "place", "words"] as const satisfies readonly Kind[];
/** The same for whoever holds a private link: as the link's own page has it. */
const HIDING: Record<(typeof SHOWN)[number], (text: string) => string> = {
  contact: (text) => (/[\d@]/.test(text) ? masked(text) : `${text.slice(0, 1)}•••`),
  place: (text) => text,
  words: maskedIn,
};

/** The same to be read, with what keeps it from being deleted yet. */
export async function readOwnData(db: Db, thing: Erasable, id: string) {
  // A link is sent on and lies in the history of a phone: who somebody is and how they are reached is in their file alone.
  const byLink = thing !== "person";
  const [all, bounds] = await Promise.all([readAll(db, thing, id), readBounds(db, thing, id)]);
  const said = SHOWN.map((kind) => ({
    kind,
    texts: byLink ? textsOf(all, kind).map(HIDING[kind]) : textsOf(all, kind),
  }));
  return { said: said.filter(({ texts }) => texts.length > 0), bounds };
}

function textsOf(all: Record<string, readonly Row[]>, kind: Kind): string[] {
  const texts = Object.entries(all).flatMap(([table, rows]) => {
    const columns = REGISTRY[table]!.filter(isPersonal)
      .filter((part) => part.kind === kind)
      .flatMap((part) => part.columns)
      .filter((column) => !CODES.has(column));
    return rows.flatMap((row) => columns.map((column) => row[column]));
  });
  return [...new Set(texts.filter((text) => typeof text === "string" && text !== ""))] as string[];
}

const CODES = new Set(["locale", "home_district_id", "alarm"]);
