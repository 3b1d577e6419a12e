import { translator } from "../../i18n/translate";
import { LOCALES } from "../../platform/types";
import { ILLEGIBLE } from "../types";

/** What the columns of a call centre's list are called in the wild, in four languages; the first is the column's own code. */
const WORDS = {
  number:
    "number, no, id, external number, call number, номер, № заявки, номер заявки, номер запиту, номер звернення, номер обращения, nr, kõne number, pöördumise number",
  asked:
    "asked, asked at, received, date, time, date and time, дата, час, дата і час, дата звернення, час звернення, время, дата и время, дата обращения, время обращения, aeg, kuupäev, kuupäev ja aeg, pöördumise aeg, timestamp, позначка часу, отметка времени, ajatempel, registreeritud",
  phone:
    "phone, telephone, tel, mobile, тел, телефон, номер телефону, номер телефона, telefon, telefoni number, mobiil, phone number, mobile phone, contact phone, номер тел, тел номер, контактний телефон, контактный телефон, контактний номер, контактный номер, моб, моб тел, мобільний, мобільний телефон, мобильный, мобильный телефон, tel nr, telefoninumber, kontakttelefon, mobiiltelefon",
  email:
    "email, e-mail, mail, пошта, е-пошта, почта, e-post, epost, meil, email address, e-mail address, ел пошта, ел адреса, електронна адреса, эл почта, эл адрес, адрес электронной почты, електронна пошта, e-posti aadress, meiliaadress",
  name: "name, caller, full name, піб, хто звернувся, фио, заявитель, nimi, helistaja, ees- ja perekonnanimi, first and last name, прізвище та імя, прізвище імя, імя та прізвище, імя прізвище, прізвище імя по батькові, имя и фамилия, фамилия имя, фамилия имя отчество, п і б, ф и о, täisnimi, ees ja perekonnanimi",
  forName:
    "for, for whom, person in need, beneficiary, для кого, кому, кому потрібна допомога, піб отримувача, кому нужна помощь, фио получателя, kellele, abivajaja, abivajaja nimi",
  forPhone:
    "phone of the person in need, тел отримувача, телефон отримувача, тел получателя, телефон получателя, abivajaja telefon",
  district: "district, area",
  address:
    "address, street address, адреса проживання, адреса доставки, домашня адреса, адрес проживания, адрес доставки, elukoht, kontaktaadress",
  floor: "floor, storey, № поверху, номер этажа, korruse number",
  lift: "lift, elevator",
  access:
    "access, entrance code, door code, код дверей, код підїзду, код подъезда, домофон, як потрапити, как попасть, uksekood, fonolukk",
  category:
    "category, kind, kind of help, need, категорія, вид допомоги, потреба, категория, вид помощи, потребность, kategooria, abi liik, vajadus, що потрібно, що треба, яка допомога, что нужно, какая помощь, mida vaja, mida on vaja",
  details:
    "details, words, text, description, message, request, опис, текст, суть, суть звернення, описание, суть обращения, сообщение, повідомлення, kirjeldus, sisu, tekst, sõnum, comment, comments, notes, note, коментар, коментарі, примітка, примітки, нотатки, подробиці, комментарий, комментарии, примечание, примечания, заметки, подробности, märkus, märkused, kommentaar, lisainfo",
  people:
    "people, persons, людей, осіб, человек, inimesi, number of persons, кількість людей, кількість осіб, к-сть людей, к-сть осіб, скільки людей, количество людей, количество человек, кол-во людей, кол-во человек, сколько людей, inimeste arv, mitu inimest",
  vulnerable:
    "vulnerable, вразливі, уязвимые, haavatavad, вразливі групи, уязвимые группы, haavatavad rühmad",
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
