import { pointOf } from "../../districts/rules/place";
import { readDegrees } from "../../platform/coordinates";
import { normalEmail } from "../../platform/email";
import { isCallable } from "../../platform/phone";
import type { Point } from "../../platform/types";
import { type Illegible, type Lift, VULNERABLE, type Vulnerable } from "../types";
import { readHours } from "./hours";
import { readPeople } from "./people";
import { readFloor, readLift } from "./stairs";

/** Characters of each field; what is longer is kept among what could not be read. */
export const LONGEST = {
  details: 2000,
  address: 300,
  access: 500,
  name: 120,
  /** Two numbers and whose they are. */
  phone: 120,
  forName: 120,
  forPhone: 120,
} as const;

/** Everything as it was typed, trimmed. */
export type TypedHelp = Record<
  | "category"
  | "details"
  | "people"
  | "district"
  | "address"
  | "floor"
  | "lift"
  | "access"
  | "lat"
  | "lon"
  | "hours"
  | "name"
  | "phone"
  | "email"
  | "forName"
  | "forPhone",
  string
> & { vulnerable: string[] };

export type ReadHelp = {
  /** Empty where none was chosen. */
  category: string;
  details: string;
  people: number;
  vulnerable: Vulnerable[];
  district: string;
  address: string;
  floor: number | null;
  lift: Lift | null;
  access: string;
  point: Point | null;
  /** Until it is too late; half an hour counts. */
  hours: number | null;
  name: string;
  phone: string;
  email: string;
  /** Whom it is for, where somebody else asks. */
  forName: string;
  forPhone: string;
  illegible: Illegible;
};

/** Without cutting a character in two. */
const cut = (text: string, most: number): string =>
  text.slice(0, /[\uD800-\uDBFF]/.test(text[most - 1] ?? "") ? most - 1 : most);

/**
 * What somebody in need has typed, read as far as it can be; nothing is refused here and nothing is lost: what can't be read is
 * given back as it was typed, by its field.
 */
export function readHelp(typed: TypedHelp): ReadHelp {
  const illegible: Illegible = {};
  const short = (field: keyof typeof LONGEST) => {
    const text = cut(typed[field], LONGEST[field]);
    if (text !== typed[field])
      illegible[field] = field === "details" ? typed.details.slice(text.length) : typed[field];
    return text.trim();
  };
  const people = typed.people ? readPeople(typed.people) : null;
  if (typed.people && people === null) illegible.people = typed.people;
  const hours = typed.hours ? readHours(typed.hours) : null;
  if (typed.hours && hours === null) illegible.hours = typed.hours;
  const email = typed.email ? normalEmail(typed.email) : "";
  if (email === null) illegible.email = typed.email;
  const floor = readFloor(typed.floor);
  if (typed.floor && floor === null) illegible.floor = typed.floor;
  const lift = readLift(typed.lift);
  if (lift === "unread") illegible.lift = typed.lift;
  const isKnown = (one: string): one is Vulnerable => VULNERABLE.some((known) => known === one);
  const others = typed.vulnerable.filter((one) => one && !isKnown(one));
  if (others.length > 0) illegible.vulnerable = others.join(", ");
  const lat = readDegrees(typed.lat, 90);
  const lon = readDegrees(typed.lon, 180);
  const point = pointOf({ lat, lon });
  const number = (field: "phone" | "forPhone") => {
    const text = typed[field] && !isCallable(typed[field]) ? "" : short(field);
    if (typed[field] && !text) illegible[field] = typed[field];
    return text;
  };
  const [own, theirs] = [number("phone"), number("forPhone")];
  // Somebody who can't be called themselves still has help sent for.
  const isOnlyTheirs = !own && !email && theirs !== "";
  const [phone, forPhone] = isOnlyTheirs ? [theirs, ""] : [own, theirs];
  return {
    category: typed.category,
    details: short("details"),
    people: people ?? 1,
    vulnerable: [...new Set(typed.vulnerable.filter(isKnown))],
    district: typed.district,
    address: short("address"),
    floor,
    lift: lift === "unread" ? null : lift,
    access: short("access"),
    point,
    hours,
    name: short("name"),
    phone,
    email: email ?? "",
    forName: short("forName"),
    forPhone,
    illegible,
  };
}

/** By field, why a request can't be taken at all: it says nothing of what is needed, or there is no way to answer it. */
export function refusedHelp({ category, details, phone, email, illegible }: ReadHelp) {
  const errors: Record<string, string> = {};
  if (!category && !details) errors.category = "category";
  if (phone || email) return errors;
  if (illegible.phone) errors.phone = "phone";
  if (illegible.email) errors.email = "email";
  if (!illegible.phone && !illegible.email) errors.phone = "reach";
  return errors;
}

/** Neither a way to answer, nor a word, nor a place: nobody could act on it. */
export const saysNothing = ({ phone, email, details, address }: ReadHelp): boolean =>
  !(phone || email || details || address);
