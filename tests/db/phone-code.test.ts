import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { channelsWith } from "../../app/messages/channels/all.server";
import { enterPhoneCode, sendPhoneCode } from "../../app/messages/commands/phone-code.server";
import { execute } from "../../app/platform/command.server";
import { person } from "../../drizzle/schema/accounts";
import { phoneCode, sms } from "../../drizzle/schema/messages";
import { at, value } from "../factories/rota";
import { CITY, jobCtx, makeWorld, NOON, type World } from "../factories/world";
import { type FreshDatabase, freshDatabase } from "./fresh-database";

let database: FreshDatabase;
let world: World;
const channels = channelsWith(async () => {}, CITY, { send: async () => null });
type Someone = Awaited<ReturnType<World["person"]>>;

beforeAll(async () => {
  database = await freshDatabase();
  world = await makeWorld(database.app.db);
});

let last = 671_770_000;
const claimer = (phone = `+380${++last}`) =>
  world.person({ standing: "unverified", contact: { phone } });
const send = (one: Someone, now = NOON) =>
  execute({ ...one.ctx(now), channels }, sendPhoneCode, {});
const enter = (one: Someone, code: string, now = NOON) =>
  execute(one.ctx(now), enterPhoneCode, { secret_code: code });
const textsOf = (id: string) => database.app.db.select().from(sms).where(eq(sms.personId, id));
const codeOf = async (id: string) => /\d{6}/.exec((await textsOf(id)).at(-1)!.body)![0];
const wrong = (code: string) => (code === "000000" ? "000001" : "000000");
const isProven = async (id: string) =>
  (await database.app.db.select().from(person).where(eq(person.id, id)))[0]!.phoneProvenAt !== null;

describe("a phone is proven by the code that was sent there", () => {
  it("and the code is kept nowhere once it has gone", async () => {
    const one = await claimer();
    value(await send(one));
    const code = await codeOf(one.id);
    const [kept] = await database.app.db.select().from(phoneCode);
    expect(JSON.stringify(kept)).not.toContain(code);
    const [text] = await textsOf(one.id);
    await channels.sms.jobs.sms!({ sms: text!.id } as never, jobCtx(database.app.db));
    expect(JSON.stringify(await textsOf(one.id))).not.toContain(code);
    expect(value(await enter(one, ` ${code.slice(0, 3)} ${code.slice(3)} `))).toBe("proven");
    expect(await isProven(one.id)).toBe(true);
    expect(value(await enter(one, code))).toBe("over");
    expect(await send(one)).toMatchObject({ code: "account.nothing_to_prove" });
  });

  it("not by a wrong one, and after five of them not by the right one either", async () => {
    const one = await claimer();
    value(await send(one));
    const code = await codeOf(one.id);
    const tried = await Promise.all(Array.from({ length: 8 }, () => enter(one, wrong(code))));
    const said = tried.map((result) => value(result));
    expect(said.filter((what) => what === "wrong")).toHaveLength(5);
    expect(value(await enter(one, code))).toBe("over");
    expect(await isProven(one.id)).toBe(false);
  });

  it("within ten minutes, by the last code, for the number that it was sent to", async () => {
    const one = await claimer();
    value(await send(one));
    const first = await codeOf(one.id);
    expect(value(await enter(one, first, at(11 / 60)))).toBe("over");
    value(await send(one, at(0.2)));
    await database.owner.db
      .update(person)
      .set({ phone: `+380${++last}` })
      .where(eq(person.id, one.id));
    expect(value(await enter(one, await codeOf(one.id), at(0.2)))).toBe("over");
    expect(await isProven(one.id)).toBe(false);
  });

  it("once, where two claim the same number at the same time", async () => {
    const phone = `+380${++last}`;
    const both = [await claimer(phone), await claimer(phone)] as const;
    for (const one of both) value(await send(one));
    const codes = await Promise.all(both.map(({ id }) => codeOf(id)));
    await Promise.all(both.map((one, index) => enter(one, codes[index]!)));
    const proven = await Promise.all(both.map(({ id }) => isProven(id)));
    expect(proven.filter(Boolean)).toHaveLength(1);
  });

  it("and nobody is sent more than a handful", async () => {
    const one = await claimer();
    for (let times = 0; times < 5; times++) value(await send(one));
    expect(await send(one)).toMatchObject({ code: "account.codes_enough" });
    expect(await textsOf(one.id)).toHaveLength(5);
    const without = channelsWith(async () => {}, CITY);
    const tried = await execute({ ...one.ctx(), channels: without }, sendPhoneCode, {});
    expect(tried).toMatchObject({ code: "account.no_texting" });
  });
});
