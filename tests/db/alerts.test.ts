import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { cancelAlert, publishAlert } from "../../app/messages/commands/publish-alert.server";
import {
  makeAlertReader,
  readAlerts,
  readStanding,
} from "../../app/messages/queries/alerts.server";
import { atomFeed, capXml } from "../../app/messages/rules/cap";
import { execute } from "../../app/platform/command.server";
import { at, value } from "../factories/rota";
import { anyAtom } from "../factories/schemas/any-atom";
import { makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

const schema = {
  fileName: "cap.xsd",
  contents: readFileSync(resolve(import.meta.dirname, "../factories/schemas/cap-1.2.xsd"), "utf8"),
};
const CITY_NAMES = { names: { en: "Testville" } };
const SENDER = { origin: "https://naaber.example", name: "Naaber Testville" };

let database: FreshDatabase;
let world: World;
let coordinator: Awaited<ReturnType<World["person"]>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
  coordinator = await world.person({ districts: [world.north] });
});

const form = {
  district: ["north"],
  category: "Infra",
  urgency: "Immediate",
  severity: "Severe",
  certainty: "Observed",
  hours: "6",
  fallback: "uk",
  headline_uk: "Немає світла",
  headline_en: 'No power & "no" <heat>',
  description_uk: "Пункт обігріву: школа № 7",
};
const publish = async (more = {}, now = NOON) =>
  value(await execute(coordinator.ctx(now), publishAlert, { ...form, ...more }));
const standing = async (now = NOON) =>
  (await readStanding(database.app.db, now)).map(({ id }) => id);

/** What the schema has against an alert's file. */
async function faultsOf(id: string) {
  const [found] = await readAlerts(database.app.db, CITY_NAMES, { id });
  const xml = capXml(found!, SENDER);
  const { errors } = await validateXML({
    xml: { fileName: "alert.xml", contents: xml },
    schema: [schema],
  });
  return { xml, errors: errors.map(({ message }) => message) };
}

describe("an alert", () => {
  it("is a file that the schema of CAP 1.2 takes, with each language and the district's outline", async () => {
    const { xml, errors } = await faultsOf(await publish());
    expect(errors).toEqual([]);
    expect(xml).toContain("<msgType>Alert</msgType>");
    expect(xml.match(/<language>/g)).toHaveLength(2);
    expect(xml).toContain("No power &amp; &quot;no&quot; &lt;heat&gt;");
    expect(xml).toContain("<polygon>49.85,24 49.85,24.05 49.9,24.05 49.9,24 49.85,24</polygon>");
    expect(xml).toContain("<expires>2026-11-23T18:00:00-00:00</expires>");
    expect(xml).not.toContain(coordinator.id);
  });

  it("that is changed and called off names the one before, and both are taken by the schema", async () => {
    const first = await publish();
    const second = await publish({ replaces: first, severity: "Minor" }, at(1));
    value(await execute(coordinator.ctx(at(2)), cancelAlert, { id: second }));
    const feed = await readAlerts(database.app.db, CITY_NAMES, { now: at(2.1) });
    const [last] = feed;
    expect(feed.map(({ id }) => id)).not.toContain(second);
    const update = await faultsOf(second);
    const cancel = await faultsOf(last!.id);
    expect([...update.errors, ...cancel.errors]).toEqual([]);
    expect(update.xml).toContain(
      `<references>naaber.example,${first},2026-11-23T12:00:00-00:00</references>`,
    );
    expect(cancel.xml).toContain("<msgType>Cancel</msgType>");
    expect(cancel.xml).toContain(`,${second},2026-11-23T13:00:00-00:00`);
    for (const id of [first, second, last!.id]) expect(await standing(at(2.1))).not.toContain(id);
  });

  it("whatever is in its words is a file", async () => {
    const [found] = await readAlerts(database.app.db, CITY_NAMES, {
      id: await publish(),
    });
    const odd = ["]]>\u0007 &#0; 💧", "<script>\u0000", "\ud800 \ufffe", "'\"&amp;"];
    for (const text of odd) {
      const xml = capXml({ ...found!, headline: { uk: text }, description: { uk: text } }, SENDER);
      const { errors } = await validateXML({
        xml: { fileName: "alert.xml", contents: xml },
        schema: [schema],
      });
      expect(errors.map(({ message }) => message)).toEqual([]);
    }
  });

  it("stands until its time is over, also for a process that has asked before", async () => {
    const id = await publish({ hours: "2" }, at(24));
    const read = makeAlertReader(database.app.db);
    const shown = async (hours: number) => (await read(at(hours))).map((one) => one.id);
    expect(await shown(24.5)).toContain(id);
    expect(await shown(25.9999)).toContain(id);
    expect(await shown(26)).not.toContain(id);
  });

  it("is changed once: of two at the same time one is told so", async () => {
    const first = await publish({}, at(30));
    const both = await Promise.all(
      [1, 2].map(() =>
        execute(coordinator.ctx(at(31)), publishAlert, { ...form, replaces: first }),
      ),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ code: "alert.over" });
    const again = await execute(coordinator.ctx(at(31)), cancelAlert, { id: first });
    expect(again).toMatchObject({ code: "alert.over" });
  });

  it("is for districts that its writer coordinates, and lasts three days at most", async () => {
    const ctx = coordinator.ctx();
    const tried = async (more: object) => execute(ctx, publishAlert, { ...form, ...more });
    expect(await tried({ district: [] })).toMatchObject({ code: "broadcast.too_wide" });
    expect(await tried({ district: ["south"] })).toMatchObject({ code: "broadcast.too_wide" });
    expect(await tried({ hours: "73" })).toMatchObject({ errors: { hours: "hours" } });
    expect(await tried({ fallback: "" })).toMatchObject({ errors: { headline_et: "words" } });
    const stranger = await world.person({ districts: [world.south] });
    const theirs = await publish({}, at(40));
    const other = await execute(stranger.ctx(at(41)), cancelAlert, { id: theirs });
    expect(other).toMatchObject({ code: "alert.unknown" });
  });
});

it("the feed is well formed and leads to every file", async () => {
  const alerts = await readAlerts(database.app.db, CITY_NAMES, { now: NOON });
  expect(alerts.length).toBeGreaterThan(2);
  const feed = atomFeed(alerts, SENDER, NOON);
  const { errors } = await validateXML({
    xml: { fileName: "feed.xml", contents: feed },
    schema: [anyAtom],
  });
  expect(errors).toEqual([]);
  for (const { id } of alerts) expect(feed).toContain(`https://naaber.example/alerts/${id}.xml`);
});

it("of several the worst is shown first, of a kind the newest", async () => {
  const shown: string[] = [];
  for (const [index, severity] of ["Minor", "Extreme", "Severe", "Severe"].entries())
    shown.push(await publish({ severity, hours: "1" }, at(200 + index / 100)));
  const [, extreme, older, newer] = shown;
  expect(await standing(at(200.5))).toEqual([extreme, newer, older]);
  expect(await readAlerts(database.app.db, CITY_NAMES, { now: at(400) })).toEqual([]);
});
