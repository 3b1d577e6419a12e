import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSessions } from "../../app/accounts/adapter.server";
import { accept } from "../../app/dispatch/commands/answer.server";
import { createTask } from "../../app/dispatch/commands/create-task.server";
import { offerTask } from "../../app/dispatch/commands/offer.server";
import type { Result } from "../../app/platform/types";
import { hashOf } from "../../app/requests/commands/submit.server";
import { triage } from "../../app/requests/commands/triage.server";
import { makeOffer } from "../../app/resources/commands/make-offer.server";
import { makeShift, publishShift } from "../../app/shifts/commands/keep-shift.server";
import { session } from "../../drizzle/schema/accounts";
import { secondFactor, securitySetting } from "../../drizzle/schema/security";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { makeWorld, type World } from "../factories/world";
import { everyPath } from "./paths";
import { serve } from "./serve";

/**
 * Who gets what. `own` and `other` are coordinators of the thing's district and of another one; `on` is the volunteer
 * with an accepted part of the task, `off` another verified one. A number is the status of the answer; `in` stands for
 * being sent to the sign-in page, `set` to the page where a second factor is set up. For POST, an empty form: 422, 409, 303 and 404 tell whether the door was open.
 */
const WHO = ["visitor", "off", "on", "other", "own", "admin"] as const;
type Who = (typeof WHO)[number];
type Row = [get: string, post: string];

const TABLE: Record<string, Row> = {
  //                                    visitor off on  other own admin
  "/": ["200 200 200 200 200 200", "405 405 405 405 405 405"],
  "/*": ["404 404 404 404 404 404", "404 404 404 404 404 404"],
  "/about": ["200 200 200 200 200 200", "405 405 405 405 405 405"],
  "/privacy": ["200 200 200 200 200 200", "405 405 405 405 405 405"],
  "/accessibility": ["200 200 200 200 200 200", "405 405 405 405 405 405"],
  "/admin/about": ["in 403 403 403 403 200", "in 403 403 403 403 422"],
  "/help": ["200 200 200 200 200 200", "422 422 422 422 422 422"],
  "/track": ["200 200 200 200 200 200", "422 422 422 422 422 422"],
  "/track/:token": ["200 200 200 200 200 200", "405 405 405 405 405 405"],
  "/track/:token/looks": ["200 200 200 200 200 200", "405 405 405 405 405 405"],
  "/track/:token/notes": ["200 200 200 200 200 200", "409 409 409 409 409 409"],
  "/track/:token/outcome": ["200 200 200 200 200 200", "303 303 303 303 303 303"],
  "/track/:token/cancellation": ["200 200 200 200 200 200", "303 409 409 409 409 409"],
  "/mailbox": ["404 404 404 404 404 404", "405 405 405 405 405 405"],
  "/sign-in": ["200 200 200 200 200 200", "422 422 422 422 422 422"],
  "/sign-in/code": ["200 200 200 200 200 200", "422 422 422 422 422 422"],
  "/sign-in/passkey": ["200 200 200 200 200 200", "409 409 409 409 409 409"],
  "/sign-in/second": ["in in in in in in", "in in in in in in"],
  "/confirm": ["in 200 200 200 200 200", "in 200 200 200 200 200"],
  "/sign-up": ["200 200 200 200 200 200", "422 422 422 422 422 422"],
  "/sign-out": ["303 303 303 303 303 303", "303 303 303 303 303 303"],
  "/start": ["in 303 303 303 303 303", "405 405 405 405 405 405"],
  "/password-resets": ["200 200 200 200 200 200", "422 422 422 422 422 422"],
  "/password-resets/:token": ["404 404 404 404 404 404", "422 422 422 422 422 422"],
  "/email-proofs/:token": ["404 404 404 404 404 404", "409 409 409 409 409 409"],
  "/invitations/:token": ["404 404 404 404 404 404", "409 409 409 409 409 409"],
  "/account": ["in 200 200 200 200 200", "in 422 422 422 422 422"],
  "/account/looks": ["in 200 200 200 200 200", "405 405 405 405 405 405"],
  "/account/password": ["in 200 200 200 200 200", "in 422 422 422 422 422"],
  "/account/proofs": ["in 200 200 200 200 200", "in 409 409 409 409 409"],
  "/account/sessions/:session": ["303 303 303 303 303 303", "in 303 303 303 303 303"],
  "/account/security": ["in 200 200 200 200 200", "405 405 405 405 405 405"],
  "/account/security/passkeys": ["in 200 200 200 200 200", "in 409 409 409 409 409"],
  "/account/security/totp": ["in 200 200 200 200 200", "in 409 409 409 409 409"],
  "/account/security/recovery-codes": ["in 200 200 200 200 200", "in 409 409 409 409 409"],
  "/account/security/factors/:factor/names": ["in 200 200 200 200 200", "in 409 409 409 409 409"],
  "/account/security/factors/:factor/removals": [
    "in 200 200 200 200 200",
    "in 404 404 404 404 404",
  ],
  "/profile": ["in 200 200 403 403 403", "in 422 422 403 403 403"],
  "/tasks": ["in 200 200 403 403 403", "405 405 405 405 405 405"],
  "/tasks/:task": ["in 404 200 403 403 403", "405 405 405 405 405 405"],
  "/tasks/:task/answers": ["in 404 200 403 403 403", "in 404 422 403 403 403"],
  "/tasks/:task/progress": ["in 404 200 403 403 403", "in 404 404 403 403 403"],
  "/tasks/:task/completions": ["in 404 200 403 403 403", "in 404 409 403 403 403"],
  "/tasks/:task/withdrawals": ["in 404 200 403 403 403", "in 404 422 403 403 403"],
  "/tasks/:task/collections": ["in 404 200 403 403 403", "in 404 404 403 403 403"],
  "/tasks/:task/returns": ["in 404 200 403 403 403", "in 404 404 403 403 403"],
  "/shifts": ["in 200 200 403 403 403", "405 405 405 405 405 405"],
  "/shifts/hours": ["in 200 200 403 403 403", "405 405 405 405 405 405"],
  "/shifts/calendars": ["in 200 200 403 403 403", "in 200 200 403 403 403"],
  "/shifts/:shift": ["in 200 200 403 403 403", "405 405 405 405 405 405"],
  "/shifts/:shift/sign-ups": ["in 200 200 403 403 403", "in 404 404 403 403 403"],
  "/shifts/:shift/answers": ["in 200 200 403 403 403", "in 404 404 403 403 403"],
  "/shifts/:shift/withdrawals": ["in 200 200 403 403 403", "in 404 404 403 403 403"],
  "/shifts/:shift/check-outs": ["in 200 200 403 403 403", "in 404 404 403 403 403"],
  "/shifts/:shift/notes": ["in 200 200 403 403 403", "in 404 404 403 403 403"],
  "/shifts/:shift/swaps": ["in 200 200 403 403 403", "in 404 404 403 403 403"],
  "/shifts/:shift/agreements": ["in 200 200 403 403 403", "in 404 404 403 403 403"],
  "/check-in": ["in 200 200 403 403 403", "in 409 409 403 403 403"],
  "/swaps/:token": ["in 404 404 403 403 403", "in 409 409 403 403 403"],
  "/calendars/:file": ["404 404 404 404 404 404", "405 405 405 405 405 405"],
  "/board/shifts": ["in 403 403 200 200 200", "405 405 405 405 405 405"],
  "/board/shifts/new": ["in 403 403 200 200 200", "in 403 403 422 422 422"],
  "/board/shifts/:shift": ["in 403 403 404 200 200", "405 405 405 405 405 405"],
  "/board/shifts/:shift/publications": ["in 403 403 404 200 200", "in 403 403 404 409 409"],
  "/board/shifts/:shift/cancellations": ["in 403 403 404 200 200", "in 403 403 404 409 409"],
  "/board/shifts/:shift/fillings": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/shifts/:shift/marks": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/shifts/:shift/corrections": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/shifts/:shift/notes": ["in 403 403 404 200 200", "in 403 403 404 409 409"],
  "/board/shifts/:shift/calendars": ["in 403 403 404 200 200", "in 403 403 404 303 303"],
  "/board/shifts/:shift/edits": ["in 403 403 404 200 200", "in 403 403 404 422 422"],
  "/board/shifts/:shift/list": ["in 403 403 404 200 200", "405 405 405 405 405 405"],
  "/board/shifts/:shift/poster": ["in 403 403 404 200 200", "405 405 405 405 405 405"],
  "/offers": ["in 200 200 200 200 200", "405 405 405 405 405 405"],
  "/offers/new": ["200 200 200 200 200 200", "422 422 422 422 422 422"],
  "/offers/:offer": ["in 404 200 404 200 200", "405 405 405 405 405 405"],
  "/offers/:offer/looks": ["in 404 200 404 200 200", "405 405 405 405 405 405"],
  "/offers/:offer/edits": ["in 404 200 404 200 200", "in 404 422 404 422 422"],
  "/offers/:offer/standing": ["in 404 200 404 200 200", "in 404 409 404 409 409"],
  "/board/resources": ["in 403 403 200 200 200", "in 403 403 404 404 404"],
  "/board/resources/table": ["in 403 403 200 200 200", "in 403 403 409 409 409"],
  "/board/resources/offers.csv": ["in 403 403 200 200 200", "405 405 405 405 405 405"],
  "/board/resources/stock": ["in 403 403 200 200 200", "in 403 403 409 409 409"],
  "/board": ["in 403 403 200 200 200", "405 405 405 405 405 405"],
  "/board/set-aside": ["in 403 403 200 200 200", "405 405 405 405 405 405"],
  "/board/set-aside/:flood/intakes": ["in 403 403 200 200 200", "in 403 403 404 404 404"],
  "/board/set-aside/:flood/declines": ["in 403 403 200 200 200", "in 403 403 404 404 404"],
  "/board/requests/new": ["in 403 403 200 200 200", "in 403 403 422 422 422"],
  "/board/requests/:request": ["in 403 403 404 200 200", "405 405 405 405 405 405"],
  "/board/requests/:request/looks": ["in 403 403 404 200 200", "405 405 405 405 405 405"],
  "/board/requests/:request/triage": ["in 403 403 404 200 200", "in 403 403 404 422 422"],
  "/board/requests/:request/duplicates": ["in 403 403 404 200 200", "in 403 403 404 422 422"],
  "/board/requests/:request/declines": ["in 403 403 404 200 200", "in 403 403 404 422 422"],
  "/board/requests/:request/cancellations": ["in 403 403 404 200 200", "in 403 403 404 422 422"],
  "/board/requests/:request/closings": ["in 403 403 404 200 200", "in 403 403 404 422 422"],
  "/board/requests/:request/notes": ["in 403 403 404 200 200", "in 403 403 404 409 409"],
  "/board/requests/:request/reopenings": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/tasks": ["in 403 403 200 200 200", "405 405 405 405 405 405"],
  "/board/tasks/new": ["in 403 403 200 200 200", "in 403 403 422 422 422"],
  "/board/tasks/:task": ["in 403 403 404 200 200", "405 405 405 405 405 405"],
  "/board/tasks/:task/offers": ["in 403 403 404 200 200", "in 403 403 404 409 409"],
  "/board/tasks/:task/releases": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/tasks/:task/confirmations": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/tasks/:task/returns": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/tasks/:task/endings": ["in 403 403 404 200 200", "in 403 403 404 422 422"],
  "/board/tasks/:task/supplies": ["in 403 403 404 200 200", "in 403 403 404 409 409"],
  "/board/tasks/:task/supplies/releases": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/tasks/:task/supplies/returns": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/volunteers": ["in 403 403 200 200 200", "405 405 405 405 405 405"],
  "/board/volunteers/:volunteer": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/volunteers/:volunteer/standing": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/volunteers/:volunteer/phone": ["in 403 403 404 200 200", "in 403 403 404 404 404"],
  "/board/volunteers/:volunteer/codes": ["in 403 403 404 200 200", "in 403 403 404 409 409"],
  "/admin": ["in 403 403 403 403 303", "405 405 405 405 405 405"],
  "/admin/districts": ["in 403 403 403 403 200", "in 403 403 403 403 200"],
  "/admin/categories": ["in 403 403 403 403 200", "405 405 405 405 405 405"],
  "/admin/categories/:code": ["in 403 403 403 403 200", "in 403 403 403 403 422"],
  "/admin/kinds": ["in 403 403 403 403 200", "405 405 405 405 405 405"],
  "/admin/kinds/:kind": ["in 403 403 403 403 200", "in 403 403 403 403 422"],
  "/admin/clocks": ["in 403 403 403 403 200", "in 403 403 403 403 422"],
  "/admin/record": ["in 403 403 403 403 200", "405 405 405 405 405 405"],
  "/admin/record.csv": ["in 403 403 403 403 200", "405 405 405 405 405 405"],
  "/admin/coordinators": ["in 403 403 403 403 200", "in 403 403 403 403 422"],
  "/admin/coordinators/:id": ["in 403 403 403 403 200", "in 403 403 403 403 404"],
  "/admin/invitations/:id": ["in 403 403 403 403 200", "in 403 403 403 403 404"],
  "/admin/security": ["in 403 403 403 403 200", "in 403 403 403 403 422"],
  "/admin/security/:id": ["in 403 403 403 403 200", "in 403 403 403 403 404"],
};

let database: FreshDatabase;
let world: World;
let program: Awaited<ReturnType<typeof serve>>;
const cookies = {} as Record<Who, string>;
type Someone = Awaited<ReturnType<World["person"]>>;
let people: Record<Exclude<Who, "visitor">, Someone>;
const ids: Record<string, string> = {
  "*": "no-such/page",
  ":flood": "0123456789abcdef0123456789abcdef",
  ":code": "water",
  ":kind": "generator",
  ":session": "others",
  ":file": "nothing.ics",
  ":factor": "00000000-0000-4000-8000-000000000000",
};
const value = <Value>(result: Result<Value>): Value => {
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

beforeAll(async () => {
  database = await freshDatabase();
  const { db } = database.app;
  world = await makeWorld(db);
  people = {
    off: await world.person({ standing: "verified" }),
    on: await world.person({ standing: "verified", profile: { homeDistrictId: world.north } }),
    other: await world.person({ districts: [world.south] }),
    own: await world.person({ districts: [world.north] }),
    admin: await world.person({ administrator: true }),
  };
  const sessions = makeSessions(db, { secure: true });
  for (const [who, { id }] of Object.entries(people))
    cookies[who as Who] = (await sessions.open(id, "")).split(";")[0]!;
  // The table takes longer than a proof lasts on a slow machine.
  await db.update(session).set({ provenAt: new Date(Date.now() + 3_600_000) });
  const token = "t".repeat(22);
  const { id } = await world.request({ tokenHash: hashOf(token) });
  const now = new Date();
  const own = { ...people.own.ctx(now), zone: "Europe/Kyiv" };
  const form = {
    ...{ priority: "high" as const, category: "water", district: "north", quantity: 20 },
    ...{ people: 2, needed: "", neededBy: null, point: null, version: 1 },
  };
  value(await triage(own, id, form));
  const window = { from: now, to: new Date(now.getTime() + 3_600_000) };
  const task = value(
    await createTask(own, {
      ...{ requests: [id], title: "", briefing: "", checklist: [], teamSize: 2, skills: [] },
      ...{ window, districtId: null },
    }),
  );
  value(await offerTask(own, task, { people: [people.on.id], minutes: 60, word: "" }));
  value(await accept(people.on.ctx(now), task));
  const lender = { ...people.on.ctx(now), zone: "Europe/Kyiv", callingCode: "380" };
  const thing = {
    ...{ kind: "generator", title: "Лом", quantity: 1, organisation: "", conditions: "", name: "" },
    ...{ district: "north", address: "Наукова 9", lat: null, lon: null, phone: "" },
    ...{ from: "", until: "", when: [], formKey: "the-form-of-a-tool" },
  };
  ids[":offer"] = value(await makeOffer(lender, thing, {})).id;
  const soon = { from: new Date(+now + 86_400_000), to: new Date(+now + 90_000_000) };
  ids[":shift"] = value(
    await makeShift(own, {
      ...{ districtId: world.north, place: "School", address: "", briefing: "", contact: "" },
      ...{ window: soon, leaveHours: 12 },
      roles: [{ title: "", skills: [], capacity: 1, minimum: 1 }],
    }),
  );
  value(await publishShift(own, ids[":shift"], 1));
  const spare = await world.request({ tokenHash: hashOf("s".repeat(22)) });
  Object.assign(ids, {
    ...{ ":token": "s".repeat(22), ":request": id, ":task": task, ":volunteer": people.on.id },
    ":id": "00000000-0000-4000-8000-000000000000",
  });
  expect(spare.id).not.toBe(id);
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

const NAMES: Record<string, string> = {
  "/offers/:id": "/offers/:offer",
  "/admin/kinds/:code": "/admin/kinds/:kind",
  ...{ "/shifts/:id": "/shifts/:shift", "/board/shifts/:id": "/board/shifts/:shift" },
  ...{ "/tasks/:id": "/tasks/:task", "/board/requests/:id": "/board/requests/:request" },
  ...{
    "/board/tasks/:id": "/board/tasks/:task",
    "/board/volunteers/:id": "/board/volunteers/:volunteer",
  },
};
const named = (path: string) => {
  const found = Object.keys(NAMES).find((name) => path === name || path.startsWith(`${name}/`));
  return found ? NAMES[found] + path.slice(found.length) : path;
};

const pathsOfMap = () => [...new Set(everyPath().map(named))].sort();

async function ask(who: Who, method: string, path: string): Promise<string> {
  const filled = path.replace(/:\w+|\*/g, (name) => {
    const found = ids[name];
    if (!found) throw new Error(`the test knows no ${name}`);
    return found;
  });
  const answer = await fetch(program.base + filled, {
    method,
    redirect: "manual",
    headers: cookies[who] ? { Cookie: cookies[who] } : {},
    ...(method === "POST" ? { body: new URLSearchParams() } : {}),
  });
  const location = answer.headers.get("location") ?? "";
  await answer.text();
  if (answer.status === 303 && location.startsWith("/sign-in")) return "in";
  if (answer.status === 303 && location.startsWith("/account/security?required")) return "set";
  const { status } = answer;
  return location.startsWith("/confirm") ? `${status} confirm` : String(status);
}

describe("every route and every role", () => {
  it("stands in the table, and nothing else does", () => {
    expect(Object.keys(TABLE).sort()).toEqual(pathsOfMap());
    const map = readFileSync(join(import.meta.dirname, "../../remix.config.js"), "utf8");
    expect(map.match(/route\(/g)!.length).toBeGreaterThanOrEqual(pathsOfMap().length);
  });

  it.each(Object.entries(TABLE))("%s", async (path, [get, post]) => {
    const answers: Record<string, string[]> = { GET: [], POST: [] };
    // Signing out ends the session that it is asked with: last, and with cookies of its own.
    const asking =
      path === "/sign-out" || path === "/account/sessions/:session" ? ["GET"] : ["GET", "POST"];
    for (const method of asking)
      for (const who of WHO) answers[method]!.push(await ask(who, method, path));
    expect(answers.GET!.join(" ")).toBe(get);
    if (asking.includes("POST")) expect(answers.POST!.join(" ")).toBe(post);
  });
});

describe("what is somebody else's", () => {
  it("is as absent as what never was: the same answer, word for word", async () => {
    const nobodys = "00000000-0000-4000-8000-000000000000";
    const text = async (path: string) => {
      const answer = await fetch(program.base + path, { headers: { Cookie: cookies.other } });
      return (await answer.text())
        .replace(/nonce="[^"]*"/g, "")
        .replaceAll(ids[":request"]!, nobodys);
    };
    expect(await text(`/board/requests/${ids[":request"]}`)).toBe(
      await text(`/board/requests/${nobodys}`),
    );
  });

  it("says nothing of a resident to a volunteer who has not said yes", async () => {
    const text = async (who: Who) =>
      (
        await fetch(`${program.base}/tasks/${ids[":task"]}`, { headers: { Cookie: cookies[who] } })
      ).text();
    expect(await text("on")).toContain("Наукова");
    expect(await text("off")).not.toContain("Наукова");
  });
});

/** By what a session has shown: nothing but a password after the days of grace, and a proof that is too old. */
describe("every route by assurance", () => {
  const STAFF = ["own", "admin"] as const;
  const isStaffs = (path: string) => path.startsWith("/board") || path.startsWith("/admin");
  const ofStaff = (row: string) => row.split(" ").slice(-2).join(" ");
  const asked = async (method: string, path: string) => {
    const answers: string[] = [];
    for (const who of STAFF) answers.push(await ask(who, method, path));
    return answers.join(" ");
  };
  const setRequired = (from: Date) =>
    database.owner.db.update(securitySetting).set({ requiredFrom: from });
  const setAssurance = (assurance: "password" | "second") =>
    database.app.db.update(session).set({ assurance });
  // What was set up, and ended, by the table above does not count here.
  const withoutSessionEnds = Object.entries(TABLE).filter(
    ([path]) => path !== "/sign-out" && path !== "/account/sessions/:session",
  );

  describe("without a second factor after the days of grace", () => {
    beforeAll(async () => {
      await setRequired(new Date(Date.now() - 1000));
    });
    afterAll(async () => {
      await setRequired(new Date(Date.now() + 86_400_000));
    });

    it.each(withoutSessionEnds)("%s", async (path, [get, post]) => {
      const closed = isStaffs(path) ? "set set" : null;
      // Coordinators act as somebody without reach: what is theirs by reach alone is absent.
      const absent = path.startsWith("/offers/:offer") ? "404 404" : null;
      const start = path === "/start" ? "set set" : null;
      const wanted = closed ?? absent ?? start;
      expect(await asked("GET", path)).toBe(wanted ?? ofStaff(get));
      const noAction = post.startsWith("405") ? ofStaff(post) : null;
      expect(await asked("POST", path)).toBe(noAction ?? closed ?? absent ?? ofStaff(post));
    });

    it("opens everything to whoever has shown one", async () => {
      await setAssurance("second");
      for (const [path, [get]] of withoutSessionEnds.filter(([path]) => isStaffs(path)))
        expect([path, await asked("GET", path)]).toEqual([path, ofStaff(get)]);
      await setAssurance("password");
    });

    it("asks whoever has one, and has not shown it in this session, to show it", async () => {
      const made = { kind: "totp", name: "", secret: Buffer.alloc(40) } as const;
      const { db } = database.app;
      await db.insert(secondFactor).values({ ...made, personId: people.own.id });
      expect(await ask("own", "GET", "/board")).toBe("303 confirm");
      await db.delete(secondFactor).where(eq(secondFactor.personId, people.own.id));
    });
  });

  it("shows until when a password is enough on every page of coordinators, in the days of grace", async () => {
    const text = async (path: string, who: Who) =>
      (await fetch(`${program.base}${path}?lang=en`, { headers: { Cookie: cookies[who] } })).text();
    expect(await text("/board", "own")).toContain("a password is enough");
    expect(await text("/admin/clocks", "admin")).toContain("a password is enough");
    expect(await text("/tasks", "on")).not.toContain("a password is enough");
  });

  describe("with an old proof", () => {
    beforeAll(async () => {
      await database.app.db.update(session).set({ provenAt: new Date(Date.now() - 3_600_000) });
    });
    const OPENED = [
      "/account/security",
      "/account/security/passkeys",
      "/account/security/totp",
      "/account/security/recovery-codes",
      "/account/security/factors/:factor/names",
      "/account/security/factors/:factor/removals",
      "/admin/coordinators",
      "/admin/coordinators/:id",
      "/admin/invitations/:id",
      "/admin/security",
      "/admin/security/:id",
    ];
    const SENT = [
      ...OPENED.slice(1),
      "/account",
      "/account/password",
      "/account/proofs",
      "/account/sessions/:session",
    ];

    it("asks again before what only the person themselves may do, and nowhere else", async () => {
      for (const [path, [get, post]] of Object.entries(TABLE)) {
        const opened = OPENED.includes(path) ? "303 confirm" : get.split(" ").at(-1);
        expect([path, await ask("admin", "GET", path)]).toEqual([path, opened]);
        if (path === "/sign-out") continue;
        const sent = SENT.includes(path) ? "307 confirm" : post.split(" ").at(-1);
        expect([path, await ask("admin", "POST", path)]).toEqual([path, sent]);
      }
    });
  });
});
