import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { LOCALES, type Locale } from "../platform/types";

/** Letters that fit one line of a button at 320 pixels. */
const BUTTON_LETTERS = 26;

const app = resolve(import.meta.dirname, "..");
const glossary = readFileSync(resolve(app, "../docs/glossary.md"), "utf8");

type Text = { namespace: string; key: string; text: string };
type Tree = { [name: string]: string | Tree };

function textsIn(tree: Tree, namespace: string, path = ""): Text[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const key = path ? `${path}.${name}` : name;
    return typeof value === "string"
      ? [{ namespace, key, text: value }]
      : textsIn(value, namespace, key);
  });
}

const textsOf = (locale: Locale) =>
  readdirSync(join(app, "i18n", locale)).flatMap((file) =>
    textsIn(
      JSON.parse(readFileSync(join(app, "i18n", locale, file), "utf8")) as Tree,
      file.replace(".json", ""),
    ),
  );

type Rule = { locale: string; not: string; instead: string; only: string[] };

/** The table below "Words not to use". */
function rulesOf(page: string): Rule[] {
  const [, part = ""] = page.split("## Words not to use");
  return part
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => /^`.+`$/u.test(cells[2] ?? ""))
    .map(([, locale = "", not = "", instead = "", only = ""]) => ({
      locale,
      not: not.slice(1, -1),
      instead,
      only: only.split(",").flatMap((name) => name.trim() || []),
    }));
}

/** Whole words, whatever their capitals; `*` is any letters. */
function patternOf(not: string): RegExp {
  const plain = not.replace(/[.+?^${}()|[\]\\]/gu, "\\$&").replaceAll("*", "\\p{L}*");
  return new RegExp(`(?<![\\p{L}\\p{N}-])${plain}(?![\\p{L}\\p{N}])`, "iu");
}

const rules = rulesOf(glossary);

/** What no text of a language holds, by what is wrong with it. */
const SIGNS: { wrong: string; pattern: RegExp; locales: readonly Locale[] }[] = [
  { wrong: "straight quote or apostrophe", pattern: /["']/u, locales: LOCALES },
  { wrong: "quotes of another language", pattern: /[„«»]/u, locales: ["en"] },
  { wrong: "quotes of another language", pattern: /[”«»]/u, locales: ["et"] },
  { wrong: "quotes of another language", pattern: /[“”„]/u, locales: ["uk", "ru"] },
  { wrong: "modifier letter for an apostrophe", pattern: /\u02bc/u, locales: ["uk"] },
  { wrong: "a short dash between words", pattern: /\s–\s/u, locales: ["uk"] },
  { wrong: "three dots, or a space before …", pattern: /\.\.\.|\s…/u, locales: LOCALES },
  { wrong: "two full stops", pattern: /(?<!\.)\.\.(?!\.)/u, locales: LOCALES },
  {
    wrong: "a full stop after what may be a question",
    pattern: /\{\{happened\}\}\./u,
    locales: LOCALES,
  },
  {
    wrong: "a plain space between a number and its unit",
    pattern:
      /(?:\d|\}\}) (?:min|h|l|km|kg|kW|kWh|V|W|Wh|хв|год|с|л|км|кг|кВт|В|мин|ч)(?![\p{L}\p{N}])/u,
    locales: LOCALES,
  },
  { wrong: "a space at an end, or two", pattern: /^ | $| {2}/u, locales: LOCALES },
  {
    wrong: "an error that blames",
    pattern: /\b(?:invalid|illegal|forbidden)\b/iu,
    locales: ["en"],
  },
  { wrong: "a small letter after a greeting", pattern: /^Hello[^\n]*,\n\n[a-z]/u, locales: ["en"] },
  {
    wrong: "е for ё",
    pattern:
      /волонтер|учетн|теплое|теплая|отчет|расчет|подъем|надежн|(?:жд|найд|прид|зайд|прочт|истеч|бер|жив)ет(?!\p{L})|(?<!\p{L})(?:еще|ее|дает|нее|мое|твое|свое|чье|причем|идет|вперед|подтвержден|отклонен|отменен|завершен|изменен|удален)(?!\p{L})/iu,
    locales: ["ru"],
  },
  {
    wrong: "a capital in the polite form",
    pattern: /(?<=[\p{L},] )Te(?:ie|id|il|ile|ist|ilt|iega)?(?!\p{L})/u,
    locales: ["et"],
  },
  {
    wrong: "a capital in the polite form",
    pattern: /(?<=[\p{L},] )В(?:и|ас|ам|ами|аш\p{L}*)(?!\p{L})/u,
    locales: ["uk"],
  },
  { wrong: "a short dash between words", pattern: /\p{L} – /u, locales: ["ru"] },
  {
    wrong: "a form for each sex",
    pattern: /\((?:а|ась|на)\)|\p{L}\/(?:а|ась|на)(?!\p{L})/u,
    locales: ["ru"],
  },
  {
    wrong: "a capital in the polite form",
    pattern: /(?<=[\p{L},] )В(?:ы|ас|ам|ами|аш\p{L}*)(?!\p{L})/u,
    locales: ["ru"],
  },
];

describe("the glossary", () => {
  it("has words not to use for every language, each with what stands there instead", () => {
    for (const locale of LOCALES)
      expect(rules.filter((rule) => rule.locale === locale).length).toBeGreaterThan(10);
    expect(rules.filter(({ instead }) => !instead)).toEqual([]);
  });

  it("reads its table as it is meant: whole words, any capitals, any ending", () => {
    expect(patternOf("mail").test("Mail of this demo")).toBe(true);
    expect(patternOf("mail").test("an email, the mailbox")).toBe(false);
    expect(patternOf("просьб*").test("Ваша просьба")).toBe(true);
    expect(patternOf("запит* про допомогу").test("Запити про допомогу")).toBe(true);
    expect(patternOf("standing").test("outstanding")).toBe(false);
  });
});

describe.each(LOCALES)("the words in %s", (locale) => {
  const texts = textsOf(locale);

  it("are none that the glossary does without", () => {
    const found = rules
      .filter((rule) => rule.locale === locale)
      .flatMap(({ not, instead, only }) => {
        const pattern = patternOf(not);
        return texts
          .filter(({ namespace }) => only.length === 0 || only.includes(namespace))
          .filter(({ text }) => pattern.test(text))
          .map(({ namespace, key, text }) => `${namespace}:${key}: “${not}” → ${instead}: ${text}`);
      });
    expect(found).toEqual([]);
  });

  it("have the signs of the language", () => {
    const found = SIGNS.filter(({ locales }) => locales.includes(locale)).flatMap(
      ({ wrong, pattern }) =>
        texts
          .filter(({ text }) => pattern.test(text))
          .map(({ namespace, key, text }) => `${namespace}:${key}: ${wrong}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it("fit on their buttons", () => {
    const lengths = new Map(texts.map(({ namespace, key, text }) => [`${namespace}:${key}`, text]));
    const long = buttonKeys()
      .map((key) => `${key}: ${lengths.get(key)}`)
      .filter((line) => line.length - line.indexOf(": ") - 2 > BUTTON_LETTERS);
    expect(long).toEqual([]);
  });
});

/** The keys of texts that are all that stands on a button. */
function buttonKeys(): string[] {
  const views = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".tsx"),
  );
  const keys = views.flatMap((file) =>
    [
      ...readFileSync(join(app, file), "utf8").matchAll(
        /<Button(?:Link)?\b(?:[^>]|=>)*>\s*\{(?:[\w?.]+ \?\? )?t\("([\w:.-]+)"\)\}\s*<\/Button/gu,
      ),
    ].map(([, key]) => key!),
  );
  return [...new Set(keys)];
}

it("the buttons are found in the views", () => {
  expect(buttonKeys()).toContain("help:send");
  expect(buttonKeys().length).toBeGreaterThan(40);
});
