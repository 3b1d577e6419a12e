/** A form of a page: where it posts to, and what it would send if its button were pressed now. */
export type Form = { action: string; button: string; fields: [string, string][] };

const ENTITIES: Record<string, string> = { amp: "&", quot: '"', lt: "<", gt: ">", "#x27": "'" };
const decode = (text: string) =>
  text.replace(/&(amp|quot|lt|gt|#x27);/g, (_, name) => ENTITIES[name]!);

function attributesOf(tag: string): Record<string, string> {
  const found = tag.matchAll(/(?<![\w-])([\w-]+)="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name!, decode(value!)]));
}

/** What somebody would write into an empty field of this name. */
const wordsFor = (name: string, type: string, unique: string): string => {
  const day = 86_400_000;
  const moment = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 16);
  const known: Record<string, string> = {
    from: moment(2),
    to: moment(2.1),
    opens: "",
    until: "",
    needed: "",
    lat: "",
    lon: "",
    point: "",
    hours: "",
    rule: "",
    email: `${unique}@mail.example`,
    phone: `+38067${String(Date.now()).slice(-7)}`,
    people: "1",
    leaveHours: "12",
    url: "https://city.example",
    code: "",
  };
  if (name in known) return known[name]!;
  if (
    type === "number" ||
    /count|amount|quantity|capacity|minimum|size|minutes|days|radius/i.test(name)
  )
    return "1";
  if (type === "password") return `three blue kettles ${unique}`;
  if (type === "datetime-local") return moment(3);
  if (type === "date") return moment(3).slice(0, 10);
  if (type === "time") return "12:00";
  if (type === "search" || type === "file") return "";
  return `Words ${unique}`;
};

/** Every way to press a button of a page's forms that change something, filled in as somebody might. */
export function formsOf(html: string, page: string, unique: string): Form[] {
  const forms = html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g);
  return [...forms].flatMap(([, head, body]) => {
    const { method, action = page, enctype } = attributesOf(head!);
    if (method !== "post" || enctype === "multipart/form-data") return [];
    const fields = fieldsOf(body!, unique);
    const buttons = [...body!.matchAll(/<button\b([^>]*)>/g)]
      .map(([, tag]) => attributesOf(tag!))
      .filter(({ type }) => type !== "button");
    return buttons.map(({ name, value = "" }) => ({
      action,
      button: name ? `${name}=${value}` : "",
      fields: name ? [...fields, [name, value] as [string, string]] : fields,
    }));
  });
}

function fieldsOf(body: string, unique: string): [string, string][] {
  const fields: [string, string][] = [];
  const radios = new Map<string, string>();
  for (const [, tag] of body.matchAll(/<input\b([^>]*)>/g)) {
    const { name, type = "text", value = "" } = attributesOf(tag!);
    if (!name || type === "file") continue;
    const checked = /\bchecked\b/.test(tag!);
    if (type === "radio") {
      if (checked || !radios.has(name)) radios.set(name, value);
    } else if (type === "checkbox") {
      if (checked || /people|seen|requests/.test(name)) fields.push([name, value]);
    } else fields.push([name, type === "hidden" || value ? value : wordsFor(name, type, unique)]);
  }
  for (const pair of radios) fields.push(pair);
  for (const [, tag, text] of body.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    const { name = "" } = attributesOf(tag!);
    fields.push([name, decode(text!).trim() || wordsFor(name, "text", unique)]);
  }
  for (const [, tag, inner] of body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const options = [...inner!.matchAll(/<option\b([^>]*)>/g)].map(([, option]) => ({
      value: attributesOf(option!).value ?? "",
      selected: /\bselected\b/.test(option!),
    }));
    const chosen =
      options.find(({ selected, value }) => selected && value) ??
      options.find(({ value }) => value);
    fields.push([attributesOf(tag!).name ?? "", chosen?.value ?? ""]);
  }
  return fields;
}

/** The links of a page that lead to other pages of the site. */
export const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*\bhref="(\/[^"#]*)/g)].map(([, href]) => decode(href!));

/** An address with its ids left out: one for every thing of a kind. */
export const patternOf = (path: string): string =>
  path
    .split("?", 1)[0]!
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id")
    .replace(/\/track\/[\w-]{22}/, "/track/:token")
    .replace(/\/swaps\/[\w-]{22}/, "/swaps/:token")
    .replace(/(\/(?:kinds|categories))\/(?!new)[\w-]+/, "$1/:code");

/** What a list is searched for or narrowed to, and codes by which something is found. */
const SEARCHED = ["q", "find", "code", "who", "about", "amount"];
const NO_WORDS = ["hidden", "checkbox", "radio", "date", "time", "datetime-local", "number"];

/** What a page's forms send by their address though it is written and no search. */
export function wordsInAddresses(html: string): string[] {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head, body]) => ({
    isGet: attributesOf(head!).method !== "post",
    body: body!,
  }));
  return forms.flatMap(({ isGet, body }) => {
    if (!isGet && !/<button\b[^>]*\bformmethod="get"/i.test(body)) return [];
    const areas = [...body.matchAll(/<textarea\b([^>]*)>/g)];
    const fields = [...body.matchAll(/<input\b([^>]*)>/g)].filter(([, tag]) => {
      const { name = "", type = "text" } = attributesOf(tag!);
      return !NO_WORDS.includes(type) && !SEARCHED.includes(name);
    });
    return [...areas, ...fields].map(([, tag]) => attributesOf(tag!).name ?? tag!);
  });
}
