import type { MultiPolygon } from "../../districts/types";
import { nameIn } from "../../i18n/translate";
import type { Locale, Names } from "../../platform/types";
import { LOCALES } from "../../platform/types";
import type {
  AlertCategory,
  AlertCertainty,
  AlertSeverity,
  AlertType,
  AlertUrgency,
  Words,
} from "../types";

export type CapAlert = {
  id: string;
  type: AlertType;
  category: AlertCategory;
  urgency: AlertUrgency;
  severity: AlertSeverity;
  certainty: AlertCertainty;
  headline: Words;
  description: Words;
  fallback: Locale;
  sentAt: Date;
  expiresAt: Date;
  /** The one that this changes or calls off. */
  before: { id: string; sentAt: Date } | null;
  areas: readonly { names: Names; geometry: MultiPolygon | null }[];
};

/** Who sends: the host of the site, unique as CAP wants it. */
export type Sender = { origin: string; name: string };

/** CAP 1.2, 3.3.2: with the offset written out, never `Z`. */
const dateTime = (at: Date) => `${at.toISOString().slice(0, 19)}-00:00`;

const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const escaped = (text: string) =>
  text.replace(NOT_IN_XML, "").replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

const element = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`;

/** CAP 1.2, 3.2.1: no spaces, commas or signs of markup in identifier and sender. */
export const senderOf = (origin: string): string => new URL(origin).hostname;

const reference = (sender: string, { id, sentAt }: { id: string; sentAt: Date }) =>
  `${sender},${id},${dateTime(sentAt)}`;

/** `latitude,longitude` pairs of the outer ring, closed (3.2.4); a hole has no form in CAP. */
const polygonsOf = (geometry: MultiPolygon | null): string[] =>
  (geometry?.coordinates ?? []).flatMap(([ring]) =>
    ring && ring.length >= 4 ? [ring.map(([lon, lat]) => `${lat},${lon}`).join(" ")] : [],
  );

/** One alert as CAP 1.2 has it: `info` once a language. */
export function capXml(alert: CapAlert, { origin, name }: Sender): string {
  const sender = senderOf(origin);
  const spoken = LOCALES.filter((locale) => locale in alert.headline);
  const infos = spoken.map((locale) => {
    const { description } = alert;
    const areas = alert.areas.map(
      ({ names, geometry }) =>
        `<area>${element("areaDesc", nameIn(names, locale))}${polygonsOf(geometry)
          .map((ring) => element("polygon", ring))
          .join("")}</area>`,
    );
    return [
      "<info>",
      element("language", locale),
      element("category", alert.category),
      element("event", alert.headline[locale]!),
      element("urgency", alert.urgency),
      element("severity", alert.severity),
      element("certainty", alert.certainty),
      element("expires", dateTime(alert.expiresAt)),
      element("senderName", name),
      element("headline", alert.headline[locale]!),
      element("description", description[locale] ?? description[alert.fallback] ?? ""),
      element("web", `${origin}/alerts/${alert.id}.xml`),
      ...areas,
      "</info>",
    ].join("");
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
    element("identifier", alert.id),
    element("sender", sender),
    element("sent", dateTime(alert.sentAt)),
    element("status", "Actual"),
    element("msgType", alert.type),
    element("scope", "Public"),
    alert.before ? element("references", reference(sender, alert.before)) : "",
    ...infos,
    "</alert>\n",
  ].join("");
}

/** A feed of alerts, the newest first (RFC 4287), each with its file. */
export function atomFeed(alerts: readonly CapAlert[], { origin, name }: Sender, now: Date): string {
  const entries = alerts.map((alert) => {
    const url = `${origin}/alerts/${alert.id}.xml`;
    const words = alert.headline[alert.fallback] ?? Object.values(alert.headline)[0] ?? "";
    return [
      "<entry>",
      element("id", `urn:uuid:${alert.id}`),
      element("title", words),
      element("updated", alert.sentAt.toISOString()),
      element("summary", alert.description[alert.fallback] ?? ""),
      `<link rel="alternate" type="application/cap+xml" href="${escaped(url)}"/>`,
      "</entry>",
    ].join("");
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    element("id", `${origin}/alerts.atom`),
    element("title", name),
    element("updated", (alerts[0]?.sentAt ?? now).toISOString()),
    `<author>${element("name", name)}</author>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(`${origin}/alerts.atom`)}"/>`,
    ...entries,
    "</feed>\n",
  ].join("");
}
