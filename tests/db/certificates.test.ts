import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { issueCertificate } from "../../app/overview/commands/issue-certificate.server";
import { codeOf, readCertificate } from "../../app/overview/queries/certificate.server";
import { execute } from "../../app/platform/command.server";
import { forgetMe } from "../../app/privacy/commands/forget.server";
import { checkIn, checkOut } from "../../app/shifts/commands/check-in.server";
import { person } from "../../drizzle/schema/accounts";
import { certificate } from "../../drizzle/schema/overview";
import { at, makeRota, type Rota, value } from "../factories/rota";
import { makeWorld, type World } from "../factories/world";
import { freshDatabase } from "./fresh-database";

let world: World;
let rota: Rota;

beforeAll(async () => {
  const { app } = await freshDatabase();
  world = await makeWorld(app.db);
  rota = await makeRota(app.db, world);
});

type Volunteer = Awaited<ReturnType<Rota["volunteer"]>>;
async function serve(who: Volunteer, from: number, to: number) {
  const { id, role } = await rota.published(1, from, to);
  const place = await rota.placed(role, 1, who);
  const { code } = await rota.shiftOf(id);
  value(await execute(who.ctx(at(from)), checkIn, { code: code! }));
  value(await execute(who.ctx(at(to)), checkOut, { id: place.id }));
}
async function issued(who: Volunteer, hours = 99) {
  const { id } = value(await execute(who.ctx(at(hours)), issueCertificate, {}));
  return codeOf(world.db, id);
}

describe("a certificate", () => {
  it("says what somebody did when it was made out, to whoever has its code, however it is typed", async () => {
    const who = await rota.volunteer();
    await serve(who, 24, 27.5);
    await serve(who, 48, 50);
    const code = await issued(who);
    const paper = { shifts: 2, minutes: 330, tasks: 0, createdAt: at(99) };
    expect(await readCertificate(world.db, code)).toMatchObject(paper);
    const spaced = code.toLowerCase().replace(/(.{4})/g, "$1 ");
    expect(await readCertificate(world.db, spaced)).toMatchObject(paper);
    await serve(who, 72, 73);
    const later = await issued(who, 120);
    expect(later).not.toBe(code);
    expect(await readCertificate(world.db, later)).toMatchObject({ shifts: 3, minutes: 390 });
    // The first paper says what it said.
    expect(await readCertificate(world.db, code)).toMatchObject(paper);
  });

  it("is the same one while nothing has come since, and another under another name", async () => {
    const who = await rota.volunteer();
    await serve(who, 24, 26);
    const code = await issued(who);
    expect(await issued(who)).toBe(code);
    await world.db.update(person).set({ name: "Олена Нова" }).where(eq(person.id, who.id));
    const renamed = await issued(who, 100);
    expect(await readCertificate(world.db, renamed)).toMatchObject({ name: "Олена Нова" });
    expect(await readCertificate(world.db, code)).not.toMatchObject({ name: "Олена Нова" });
  });

  it("is not made out of nothing, of a place that nobody came to, nor for who is no volunteer", async () => {
    const who = await rota.volunteer();
    const { role } = await rota.published(1, 24, 26);
    await rota.placed(role, 1, who);
    expect(await execute(who.ctx(), issueCertificate, {})).toMatchObject({
      code: "certificate.nothing",
    });
    expect(await execute(rota.coordinator.ctx(), issueCertificate, {})).toMatchObject({
      code: "forbidden",
    });
  });

  it("says nothing to a code that is none, and is gone with its holder", async () => {
    const who = await rota.volunteer();
    await serve(who, 24, 26);
    const code = await issued(who);
    const wrong = [...code].reverse().join("");
    for (const one of ["", "x", wrong === code ? "2222-2222-2222" : wrong, `${code}2`, who.id])
      expect(await readCertificate(world.db, one)).toBeNull();
    value(await execute(who.ctx(at(99)), forgetMe, { sure: "yes" }));
    expect(await readCertificate(world.db, code)).toBeNull();
    expect(await world.db.$count(certificate, eq(certificate.personId, who.id))).toBe(0);
  });
});
