import { randomBytes } from "node:crypto";
import { access, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Gateway, Text } from "./gateway";

/** What gammu-smsd's `files` backend keeps below its folder, as its own example settings name it. */
const foldersOf = (address: string) => {
  const root = fileURLToPath(address.replace(/^gammu:/, "file:"));
  const below = (name: string) => join(root, name);
  return {
    inbox: below("inbox"),
    outbox: below("outbox"),
    sent: below("sent"),
    error: below("error"),
  };
};

/** UTF-16 with its mark: gammu takes everything else for one byte a letter. */
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

/** `OUT<priority><date>_<time>_<serial>_<number>_<anything>.txt`, `d` for a report; our id is the last part. */
function nameOf({ to, id, at }: Text): string {
  const [day = "", time = ""] = at.toISOString().replace(/[-:]/g, "").split(/[T.]/);
  return `OUTB${day}_${time}_00_${to}_${id}.txtd`;
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** gammu-smsd with a modem, by its folders: `gammu:///var/spool/gammu`. */
export function gammuGateway(address: string): Gateway {
  const { outbox, sent, error } = foldersOf(address);
  return {
    async send(text) {
      const { id, body } = text;
      const name = nameOf(text);
      // Tried again after a crash: what lies there already goes, or has gone, once.
      for (const folder of [outbox, sent, error]) if (await isThere(join(folder, name))) return id;
      // Whole or not at all: gammu leaves what begins with a dot alone.
      const draft = join(outbox, `.${randomBytes(8).toString("hex")}`);
      await writeFile(draft, utf16(body));
      await rename(draft, join(outbox, name)).catch(async (fault) => {
        await rm(draft, { force: true });
        throw fault;
      });
      return id;
    },
  };
}

/** A message that gammu has put into its inbox, and the files that it stands in. */
export type Arrived = { id: string; from: string; text: string; files: string[] };

/** `IN<date>_<time>_<serial>_<number>_<part>.txt` */
const INBOX = /^IN(\d{8}_\d{6}_\d{2})_(.*)_(\d{2})\.txt$/;
/** Milliseconds after which all parts of a message are there. */
const WHOLE_AFTER = 1_500;

/** What waits in the inbox, parts put together, the oldest first. */
export async function readInbox(address: string, now: Date): Promise<Arrived[]> {
  const { inbox } = foldersOf(address);
  const names = (await readdir(inbox)).filter((name) => INBOX.test(name)).sort();
  const messages = new Map<string, Arrived & { newest: number }>();
  for (const name of names) {
    const [, key = "", from = ""] = INBOX.exec(name)!;
    const file = join(inbox, name);
    const { mtimeMs, size } = await stat(file);
    const known = messages.get(`${key} ${from}`) ?? {
      id: "",
      from,
      text: "",
      files: [],
      newest: 0,
    };
    known.text += decode(await readFile(file));
    known.files.push(file);
    known.newest = Math.max(known.newest, mtimeMs);
    // Its name comes again after a hundred within a second, or when the clock is set back: the file's own time tells it apart.
    known.id ||= `${key}_${from}_${Math.floor(mtimeMs)}_${size}`;
    messages.set(`${key} ${from}`, known);
  }
  return [...messages.values()].filter(({ newest }) => now.getTime() - newest > WHOLE_AFTER);
}

/**
 * As gammu writes it: UTF-16 with its mark, big end first, or what the system speaks. It counts bytes of UTF-8 where it writes
 * those of UTF-16 (smsd/services/files.c), so behind the end of other letters than Latin ones lies what was there before.
 */
function decode(bytes: Buffer): string {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  const whole = bytes.subarray(0, bytes.length & ~1);
  if (mark === 0xfeff) return untilEnd(new TextDecoder("utf-16be").decode(whole));
  if (mark === 0xfffe) return untilEnd(new TextDecoder("utf-16le").decode(whole));
  return untilEnd(bytes.toString("utf8"));
}
const untilEnd = (text: string) => text.split("\0", 1)[0]!;

/** The messages of ours that gammu could not send, by our ids, with their files. */
export async function readErrors(address: string): Promise<{ id: string; file: string }[]> {
  const { error } = foldersOf(address);
  const names = await readdir(error).catch(() => []);
  return names.flatMap((name) => {
    const id = /_([0-9a-f-]{36})\.txtd?$/.exec(name)?.[1];
    return id ? [{ id, file: join(error, name) }] : [];
  });
}

/** What was read is kept by us. */
export const forget = (files: readonly string[]) =>
  Promise.all(files.map((file) => rm(file, { force: true })));
