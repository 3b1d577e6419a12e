import { translator } from "../../i18n/translate";
import { LOCALES } from "../../platform/types";
import { ILLEGIBLE } from "../types";

/** What the columns of a call centre's list are called in the wild, in four languages; the first is the column's own code. */
const WORDS = {
  number:
    "number, no, id, external number, call number, номер, № заявки, номер заявки, номер запиту, номер звернення, номер обращения, nr, kõne number, pöördumise number",
  asked:
    "asked, asked at, received, date, time, date and time, дата, час, дата і час, дата звернення, час звернення, время, дата и время, дата обращения, время обращения, aeg, kuupäev, kuupäev ja aeg, pöördumise aeg",
  phone:
    "phone, telephone, tel, mobile, тел, телефон, номер телефону, номер телефона, telefon, telefoni number, mobiil",
  email: "email, e-mail, mail, пошта, е-пошта, почта, e-post, epost, meil",
  name: "name, caller, full name, піб, хто звернувся, фио, заявитель, nimi, helistaja, ees- ja perekonnanimi",
  forName:
    "for, for whom, person in need, beneficiary, для кого, кому, кому потрібна допомога, піб отримувача, кому нужна помощь, фио получателя, kellele, abivajaja, abivajaja nimi",
  forPhone:
    "phone of the person in need, тел отримувача, телефон отримувача, тел получателя, телефон получателя, abivajaja telefon",
  district: "district, area",
  address: "address",
  floor: "floor, storey, № поверху, номер этажа, korruse number",
  lift: "lift, elevator",
  access: "access",
  category:
    "category, kind, kind of help, need, категорія, вид допомоги, потреба, категория, вид помощи, потребность, kategooria, abi liik, vajadus",
  details:
    "details, words, text, description, message, request, опис, текст, суть, суть звернення, описание, суть обращения, сообщение, повідомлення, kirjeldus, sisu, tekst, sõnum",
  people: "people, persons, людей, осіб, человек, inimesi",
  vulnerable: "vulnerable, вразливі, уязвимые, haavatavad",
  hours: "hours, hours left, години, годин, часы, часов, tunnid, tunde",
  needed:
    "needed, needed by, deadline, потрібно до, термін, строк, нужно до, срок, tähtaeg, vaja hiljemalt",
  language: "language, lang, мова, язык, keel",
  lat: "lat, latitude, широта, laiuskraad",
  lon: "lon, lng, long, longitude, довгота, долгота, pikkuskraad",
} as const;

export type Column = keyof typeof WORDS;
export const COLUMNS = Object.keys(WORDS) as Column[];

const folded = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’'ʼ`]/g, "")
    .replace(/[\s_:.]+/g, " ")
    .trim();

const known = new Map<string, Column>();
for (const field of ILLEGIBLE)
  for (const locale of LOCALES)
    if (field !== "point") known.set(folded(translator(locale)(`help:field.${field}`)), field);
for (const column of COLUMNS)
  for (const name of WORDS[column].split(", ")) known.set(folded(name), column);

/** The column that a name in the first line means; null for one that we do not know. */
export const columnOf = (name: string): Column | null => known.get(folded(name)) ?? null;
