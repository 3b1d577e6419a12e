import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { sayFree } from "../../app/accounts/commands/free-time.server";
import { setReach } from "../../app/accounts/commands/set-reach.server";
import { DEMO_DOMAIN, DEMO_PASSWORD } from "../../app/accounts/queries/own.server";
import { spansOf } from "../../app/accounts/rules/availability";
import { answerOffer } from "../../app/dispatch/commands/answer.server";
import { confirmTask, endTask } from "../../app/dispatch/commands/conclude.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import { completeTask, reportProgress } from "../../app/dispatch/commands/progress.server";
import { askSafety, noteSilence } from "../../app/dispatch/commands/safety.server";
import type { readCity } from "../../app/districts/queries.server";
import { openIncident } from "../../app/incidents/commands/keep-incident.server";
import { execute } from "../../app/platform/command.server";
import { connect, type Db } from "../../app/platform/database.server";
import { hashPassword } from "../../app/platform/password.server";
import type { Member, PersonId, Result } from "../../app/platform/types";
import { addNote, endRequest } from "../../app/requests/commands/end.server";
import { mergeRequest } from "../../app/requests/commands/merge.server";
import { tellOutcome } from "../../app/requests/commands/outcome.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { coordinatorDistrict, person, volunteerProfile } from "../schema/accounts";
import { assignment, task } from "../schema/dispatch";
import { district } from "../schema/districts";
import { tellRota } from "./rota";
import type { Place, Story, Tale } from "./story";
import { tellThings } from "./things";

type City = Awaited<ReturnType<typeof readCity>>;

const MINUTE = 60_000;
const STORY = { kind: "system", name: "story" } as const;
const ok = <Value>(result: Result<Value>): Value => {
  if (result.ok) return result.value;
  throw new Error(
    `the demo's story does not hold: ${result.code} ${JSON.stringify(result.params)}`,
  );
};

/**
 * Peoples a demo city with its story, through the same commands as everybody, at the story's times: only the owner of the
 * record may set its time. Told once and whole, in one transaction; a city that has people has been told.
 */
export async function tellDemo(ownerUrl: string, city: City, folder: string) {
  const story = JSON.parse(
    readFileSync(join(folder, "demo", `${city.code}.json`), "utf8"),
  ) as Story;
  // One connection: the record's time is set on it.
  const { db, sql: pool, end } = connect(ownerUrl, { connections: 1 });
  try {
    await db.transaction(async (tx) => {
      const told = await tx.select({ id: person.id }).from(person).limit(1);
      // A transaction within it is a savepoint, so the commands may open theirs.
      if (told.length === 0) await new Teller(tx, city, story).tell();
    });
    await pool`select set_config('naaber.at', '', false)`;
  } finally {
    await end();
  }
}

class Teller {
  private readonly start = new Date();
  private readonly members = new Map<string, Member>();
  private password = "";

  constructor(
    private readonly db: Db,
    private readonly city: City,
    private readonly story: Story,
  ) {}

  async tell() {
    this.password = await hashPassword(DEMO_PASSWORD);
    await this.people();
    const tales = [...this.story.tales].sort((a, b) => b.ago - a.ago);
    const { ago } = this.story.incident;
    for (const tale of tales.filter((one) => one.ago > ago)) await this.tale(tale);
    await this.incident();
    for (const tale of tales.filter((one) => one.ago <= ago)) await this.tale(tale);
    const telling = {
      story: this.story,
      ok,
      as: this.as.bind(this),
      coordinatorOf: this.coordinatorOf.bind(this),
    };
    await this.free();
    await tellThings(telling);
    await tellRota(telling);
  }

  private at(minutesAgo: number) {
    return new Date(this.start.getTime() - minutesAgo * MINUTE);
  }

  private async as(key: string, minutesAgo: number) {
    const now = this.at(minutesAgo);
    await this.setTime(now);
    const actor = this.members.get(key);
    if (!actor) throw new Error(`the demo's story knows nobody called ${key}`);
    return { ...this.around(now), actor };
  }

  /** The time that the record gives to what is done next. */
  private setTime(now: Date) {
    return this.db.execute(sql`select set_config('naaber.at', ${now.toISOString()}, false)`);
  }

  private around(now: Date) {
    return { db: this.db, now, origin: "", city: this.city, locale: this.story.locale };
  }

  private async people() {
    const { administrator, coordinators, volunteers, places, locale } = this.story;
    const districts = await this.db.select({ id: district.id, code: district.code }).from(district);
    const idOf = new Map(districts.map(({ id, code }) => [code, id]));
    const add = async (
      key: string,
      name: string,
      more: Partial<typeof person.$inferInsert> = {},
    ) => {
      const email = `${key}${DEMO_DOMAIN}`;
      const createdAt = this.at(60 * 24 * 30 - this.members.size);
      const values = {
        name,
        email,
        emailProvenAt: createdAt,
        locale,
        passwordHash: this.password,
        createdAt,
        phoneProvenAt: more.phone ? createdAt : null,
        ...more,
      };
      const [made] = await this.db.insert(person).values(values).returning();
      this.members.set(key, {
        kind: "member",
        personId: made!.id as PersonId,
        districts: [],
        standing: made!.standing,
        administrator: made!.administrator,
      });
      return made!.id as PersonId;
    };
    await add("admin", administrator, { administrator: true });
    for (const { key, name, districts: codes } of coordinators) {
      const personId = await add(key, name);
      const admin = await this.as("admin", 60 * 24 * 29);
      ok(await execute(admin, setReach, { id: personId, districts: codes, version: 1 }));
      const own = await this.db
        .select({ id: coordinatorDistrict.districtId })
        .from(coordinatorDistrict)
        .where(eq(coordinatorDistrict.personId, personId));
      const member = this.members.get(key)!;
      this.members.set(key, { ...member, districts: own.map(({ id }) => id as never) });
    }
    for (const { key, name, phone, standing, place, skills, vehicle, radius, when } of volunteers) {
      const home = places[place]!;
      const personId = await add(key, name, { standing, phone });
      await this.db.insert(volunteerProfile).values({
        personId,
        skills,
        vehicle,
        radiusKm: radius,
        languages: [locale],
        homeLat: home.lat,
        homeLon: home.lon,
        homeDistrictId: idOf.get(home.district) ?? null,
        availability: spansOf(when ?? []),
      });
    }
  }

  private async free() {
    for (const { key, freeFor } of this.story.volunteers)
      if (freeFor) ok(await execute(await this.as(key, 20), sayFree, { hours: freeFor }));
  }

  private async incident() {
    const { name, districts, ago } = this.story.incident;
    const admin = await this.as("admin", ago);
    const starts = admin.now.toISOString();
    ok(await execute(admin, openIncident, { name, districts, starts }));
  }

  private coordinatorOf(place: Place) {
    const of = this.story.coordinators.find(({ districts }) => districts.includes(place.district));
    return (of ?? this.story.coordinators[0]!).key;
  }

  private async tale(tale: Tale) {
    const { fate, ago } = tale;
    const place = this.story.places[tale.place]!;
    const who = this.coordinatorOf(place);
    const { id, token } = await this.ask(tale, place);
    if (fate === "new" || fate === "unplaced") return;
    // A story of an hour is told in the same order as one of a day, only quicker.
    const step = (part: number) => Math.round(ago * (1 - part));
    if (fate === "cancelled" || fate === "declined") return this.ended(tale, id, who, step(0.2));
    if (fate === "duplicate") return this.duplicate(tale, id, who, step(0.2));
    const form = {
      category: tale.category,
      district: place.district,
      quantity: tale.quantity ?? null,
      people: tale.people,
      point: `${place.lat}, ${place.lon}`,
      version: 1,
      needed: tale.hours ? this.at(ago - tale.hours * 60).toISOString() : "",
    };
    const priority = tale.priority ?? "normal";
    ok(await execute(await this.as(who, step(0.1)), triage, { ...form, id, priority }));
    if (tale.note) {
      const note = { id, note: tale.note, forResident: "yes" };
      ok(await execute(await this.as(who, step(0.12)), addNote, note));
    }
    if (fate !== "triaged") await this.dispatch(tale, id, who, step, token);
  }

  private async ask(tale: Tale, place: Place) {
    const now = this.at(tale.ago);
    await this.setTime(now);
    const ctx = {
      ...this.around(now),
      actor: { kind: "visitor" as const },
      ...(tale.locale ? { locale: tale.locale } : {}),
      flood: null,
    };
    const { category, details, people, vulnerable = [], hours, name, phone, fate } = tale;
    const { floor, lift, access, forName, forPhone } = tale;
    const district = fate === "unplaced" ? "" : place.district;
    const address = `${place.street}${tale.flat}`;
    const form = { category, details, people, vulnerable, hours, name, phone, forName, forPhone };
    const where = { district, address, floor, lift, access };
    return ok(await execute(ctx, submitRequest, { ...form, ...where }));
  }

  private async ended({ fate }: Tale, id: string, who: string, ago: number) {
    const [how, reason] =
      fate === "declined"
        ? (["decline", "out_of_scope"] as const)
        : (["cancel", "not_needed"] as const);
    ok(await execute(await this.as(who, ago), endRequest, { id, how, version: 1, reason }));
  }

  private async duplicate({ phone }: Tale, id: string, who: string, ago: number) {
    const [first] = await this.db.execute<{ code: string }>(sql`
      select code from request join request_private on request_id = id
      where id <> ${id} and phone = ${phone} order by created_at limit 1`);
    const code = first?.code ?? "";
    ok(await execute(await this.as(who, ago), mergeRequest, { id, version: 1, code }));
  }

  private async dispatch(
    tale: Tale,
    id: string,
    who: string,
    step: (part: number) => number,
    token: string,
  ) {
    const { fate, helper = "" } = tale;
    const coordinator = await this.as(who, step(0.3));
    const until = fate === "silent" ? this.at(step(0.6)) : this.at(-150);
    const window = { from: coordinator.now.toISOString(), to: until.toISOString() };
    const taskId = ok(
      await execute(coordinator, createTask, { request: [id], teamSize: 1, ...window }),
    );
    const volunteer = this.members.get(helper);
    if (!volunteer) return;
    const people = [volunteer.personId];
    const fresh = fate === "offered" ? 5 : step(0.35);
    const asked = await this.as(who, fresh);
    ok(await execute(asked, offerTask, { id: taskId, people, minutes: 60, word: "demo" }));
    if (fate === "offered") return;
    const yes = fate !== "declined_offer";
    const answered = yes ? { answer: "yes" } : { answer: "no", reason: "busy" };
    ok(await execute(await this.as(helper, step(0.4)), answerOffer, { id: taskId, ...answered }));
    if (!yes || fate === "assigned") return;
    if (fate === "failed") {
      const version = await this.versionOf(taskId);
      const ending = { id: taskId, to: "failed", reason: "nobody_there", version };
      return void ok(await execute(await this.as(who, step(0.6)), endTask, ending));
    }
    const report = async (to: "en_route" | "on_site", part: number) =>
      ok(await execute(await this.as(helper, step(part)), reportProgress, { id: taskId, to }));
    await report("en_route", 0.5);
    if (fate === "on_the_way") return;
    await report("on_site", 0.6);
    if (fate === "on_site") return;
    if (fate === "silent") return this.silence(taskId);
    const amount = tale.delivered ?? tale.quantity ?? null;
    const came = amount === null ? { [`outcome-${id}`]: "whole" } : { [`amount-${id}`]: amount };
    const told = { id: taskId, ...came, [`outcome-${id}`]: "whole" };
    ok(await execute(await this.as(helper, step(0.75)), completeTask, told));
    if (fate === "done") return;
    const version = await this.versionOf(taskId);
    const confirmed = { id: taskId, version, ...came };
    ok(await execute(await this.as(who, step(0.85)), confirmTask, confirmed));
    if (fate === "came" || fate === "came_not") {
      const answer = { token, came: fate === "came" ? "yes" : "no" };
      ok(await execute(await this.as(who, step(0.95)), tellOutcome, answer));
    }
  }

  /** Whoever is there should have been done, was asked whether all is well, and has not answered. */
  private async silence(taskId: string) {
    const [part] = await this.db
      .select({ id: assignment.id })
      .from(assignment)
      .where(eq(assignment.taskId, taskId));
    for (const [ago, command] of [
      [15, askSafety],
      [4, noteSilence],
    ] as const) {
      const now = this.at(ago);
      await this.setTime(now);
      const ctx = { ...this.around(now), actor: STORY };
      ok(await execute(ctx, command, { assignment: part!.id }));
    }
  }

  private async versionOf(taskId: string): Promise<number> {
    const [found] = await this.db
      .select({ version: task.version })
      .from(task)
      .where(eq(task.id, taskId));
    return found!.version;
  }
}
