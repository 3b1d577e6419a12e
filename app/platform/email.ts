import { z } from "zod";
import { visibleText } from "./text";

const LOCAL = /^[A-Za-z0-9._+'&=~-]+$/;
const DOMAIN = /^[a-z0-9.-]+$/;
/** What a domain may be written with before it is turned into ASCII: no escapes, no address in brackets. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}.-]+$/u;

const isLabel = (label: string) =>
  label.length > 0 && label.length <= 63 && !label.startsWith("-") && !label.endsWith("-");

const asciiOf = (domain: string) =>
  URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : "";

/**
 * One e-mail address that a letter can go to, its domain in ASCII (RFC 5890); null for whatever else was typed: a list, a
 * name with an address, quotes, routes, control characters. Lengths are those of RFC 5321; each step reads the text once.
 */
export function normalEmail(typed: string): string | null {
  const text = visibleText(typed).trim();
  if (text.length > 254) return null;
  const at = text.indexOf("@");
  const local = text.slice(0, Math.max(0, at));
  const written = text.slice(at + 1);
  if (at < 1 || local.length > 64 || !LOCAL.test(local) || !TYPED_DOMAIN.test(written)) return null;
  if (local.startsWith(".") || local.startsWith("-") || local.endsWith(".") || local.includes(".."))
    return null;
  const domain = asciiOf(written);
  const labels = domain.split(".");
  const top = labels.at(-1) ?? "";
  if (!DOMAIN.test(domain) || labels.length < 2 || !labels.every(isLabel)) return null;
  if (top.length < 2 || /^\d/.test(top)) return null;
  const address = `${local}@${domain}`;
  return address.length > 254 ? null : address;
}

/** A field for an address; left empty, it stays empty. The complaint is `email`. */
export const emailOrNone = z
  .string()
  .max(320, { error: "email", abort: true })
  .transform((typed, context) => {
    if (typed.trim() === "") return "";
    const address = normalEmail(typed);
    if (address === null) context.addIssue({ code: "custom", message: "email" });
    return address ?? z.NEVER;
  });

/** A field for an address that has to be there. */
export const emailAddress = emailOrNone.refine((address) => address !== "", "email");
