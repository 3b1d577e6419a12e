import PostalMime from "postal-mime";
import { type MailFault, readRefusal } from "./read-refusal";

/** A mail that never arrived: at which addresses, as the report and as the one that forwarded it have them, and why. */
export type Failed = { addresses: string[]; fault: MailFault };
export type Bounce = {
  /** Return paths that it may have come back by. */
  paths: string[];
  failed: Failed[];
};

const PATHS = ["delivered-to", "x-original-to", "envelope-to", "to"];
const REPORT = /^message\/(global-)?delivery-status$/;
const MOST = 20;
/** Levels of parts in parts, and bytes of all headers: more has no mail server's report. */
const BOUNDS = { maxNestingDepth: 10, maxHeadersSize: 64 * 1024, rfc822Attachments: true };

/** Reads a delivery status notification (RFC 3464); null for every other mail, such as an automatic answer. */
export async function readBounce(raw: Buffer): Promise<Bounce | null> {
  const mail = await PostalMime.parse(raw, { ...BOUNDS, attachmentEncoding: "utf8" }).catch(
    () => null,
  );
  const report = mail?.attachments.find(({ mimeType }) => REPORT.test(mimeType));
  if (!mail || typeof report?.content !== "string") return null;
  const paths = mail.headers
    .filter(({ key }) => PATHS.includes(key))
    .slice(0, MOST)
    .map(({ value }) => value);
  // The first group of fields is of the message, each further one of a recipient.
  const groups = report.content.split(/(?:\r?\n){2,}/).slice(1, MOST + 1);
  return { paths, failed: groups.flatMap((group) => failedOf(fieldsOf(group)) ?? []) };
}

type Fields = Map<string, string>;

function fieldsOf(group: string): Fields {
  const lines = group.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const at = line.indexOf(":");
      return at < 1 ? [] : [[line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]];
    }),
  );
}

/** Null for what has arrived, and for what is only late. */
function failedOf(fields: Fields): Failed | null {
  if (fields.get("action")?.toLowerCase() !== "failed") return null;
  const addresses = ["final-recipient", "original-recipient"].flatMap((name) => {
    const [, address] = /^[\w-]+\s*;\s*<?([^\s<>]+)>?$/.exec(fields.get(name) ?? "") ?? [];
    return address ? [address] : [];
  });
  return addresses.length > 0 ? { addresses, fault: faultOf(fields) } : null;
}

/**
 * What it says of the address. That the mail server gave up after days says nothing of it (4.x.x). Where the code says no more than
 * "failed" (Exim's 5.0.0), what the server before it answered counts.
 */
function faultOf(fields: Fields): MailFault {
  const status = /^5\.\d{1,3}\.\d{1,3}/.exec(fields.get("status") ?? "")?.[0];
  if (!status) return "refused";
  const said = /\b5\.[1-9]\d{0,2}\.\d{1,3}\b/.exec(fields.get("diagnostic-code") ?? "")?.[0];
  const code = status === "5.0.0" ? (said ?? status) : status;
  return readRefusal({ responseCode: 550, command: "DATA", response: `550 ${code}` }) ?? "refused";
}
