import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { publishAlert } from "../../app/messages/commands/publish-alert.server";
import { LONGEST_DESCRIPTION, LONGEST_HEADLINE } from "../../app/messages/rules/alert";
import { execute } from "../../app/platform/command.server";
import { freshDatabase } from "../db/fresh-database";
import { value } from "../factories/rota";
import { anyAtom } from "../factories/schemas/any-atom";
import { oneOfEach } from "./one-of-each";
import { serve } from "./serve";

const WORDS = [
  "Пункт обігріву відкрито у школі на вулиці Науковій, там є тепла вода, чай, розетки й ліжка для дітей. ",
  "Не вмикайте генератор у приміщенні чи на балконі: чадний газ не має запаху. Перевірте, чи все гаразд у сусідів. ",
  "Через ожеледицю трамваї стоять. Кип’ятіть воду перед тим, як пити, і бережіть заряд телефону для дзвінків. ",
];
const long = (index: number, most: number) => WORDS[index]!.repeat(20).slice(0, most).trim();

let program: Awaited<ReturnType<typeof serve>>;
let world: Awaited<ReturnType<typeof oneOfEach>>;

const publish = async (now: Date, more: Record<string, string>) =>
  value(
    await execute(world.people.own.ctx(now), publishAlert, {
      district: ["north"],
      category: "Infra",
      urgency: "Immediate",
      severity: "Severe",
      certainty: "Observed",
      hours: "6",
      fallback: "uk",
      headline_uk: "Немає світла",
      ...more,
    }),
  );
const page = async (path: string) => (await fetch(`${program.base}${path}`)).text();
const feed = async () => {
  const answer = await fetch(`${program.base}/alerts.atom`);
  expect(answer.headers.get("content-type")).toMatch(/^application\/atom\+xml/);
  const contents = await answer.text();
  const { errors } = await validateXML({
    xml: { fileName: "feed.xml", contents },
    schema: [anyAtom],
  });
  expect(errors).toEqual([]);
  return contents;
};

beforeAll(async () => {
  const database = await freshDatabase();
  world = await oneOfEach(database);
  await publish(new Date(Date.now() - 7 * 3_600_000), { headline_uk: "Учорашнє" });
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

describe("warnings, to a resident", () => {
  it("are neither on a page nor in the feed once their time is over", async () => {
    expect(await page("/?lang=uk")).not.toContain("Учорашнє");
    expect(await feed()).not.toContain("<entry>");
  });

  it("leave every page within the first round trip, however many and long they are", async () => {
    const severities = ["Extreme", "Severe", "Moderate"];
    for (const [index, severity] of severities.entries())
      await publish(new Date(), {
        severity,
        headline_uk: `${index}: ${long(index, LONGEST_HEADLINE - 3)}`,
        description_uk: long(index, LONGEST_DESCRIPTION),
      });
    expect((await feed()).match(/<entry>/g)).toHaveLength(3);
    // A process asks for them every few seconds.
    await expect.poll(() => page("/?lang=uk"), { timeout: 20_000 }).toContain(`0: ${WORDS[0]}`);
    for (const path of ["/", "/help", "/track", `/track/${"t".repeat(22)}`, "/about"])
      for (const lang of ["uk", "en"]) {
        const html = await page(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
        expect(html.match(/class="sign (danger|warning)"/g)!.length, path).toBeGreaterThanOrEqual(
          3,
        );
        expect(brotliCompressSync(html).length, `${path} ${lang}`).toBeLessThan(14_000);
        // Before what the page is about, behind the number for danger to life; and folded, so that the page stays in sight.
        const at = (what: string) => html.indexOf(what);
        expect(at("tel:112")).toBeLessThan(at(`0: ${WORDS[0]}`));
        expect(at(`0: ${WORDS[0]}`)).toBeLessThan(at("<h1"));
        expect(html.match(/<details class="fold">/g)!.length).toBeGreaterThanOrEqual(3);
      }
  });
});
