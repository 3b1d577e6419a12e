import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { session } from "../../drizzle/schema/accounts";
import { secondFactor, securitySetting } from "../../drizzle/schema/security";
import { type FreshDatabase, freshDatabase } from "../db/fresh-database";
import { UNPACKED } from "./browser";
import { wordsInAddresses } from "./forms";
import { named, oneOfEach, WHO, type Who } from "./one-of-each";
import { everyPath } from "./paths";
import { TABLE } from "./route-table";
import { serve } from "./serve";

let database: FreshDatabase;
let program: Awaited<ReturnType<typeof serve>>;
let cookies: Record<Who, string>;
let people: Awaited<ReturnType<typeof oneOfEach>>["people"];
let ids: Record<string, string>;

beforeAll(async () => {
  database = await freshDatabase();
  ({ people, cookies, ids } = await oneOfEach(database));
  const { appUrl, ownerUrl } = database;
  program = await serve({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl });
});
afterAll(() => program.end("SIGTERM"));

const pathsOfMap = () => [...new Set(everyPath().map(named))].sort();

/** Fields of forms that ask by an address, where a browser and every log keep what is written; found while each page is asked for. */
const saidInAddresses: string[] = [];

async function ask(who: Who, method: string, path: string): Promise<string> {
  const filled = path.replace(/:\w+|\*/g, (name) => {
    const found = ids[name];
    if (!found) throw new Error(`the test knows no ${name}`);
    return found;
  });
  const answer = await fetch(program.base + filled, {
    method,
    redirect: "manual",
    headers: cookies[who] ? { ...UNPACKED, Cookie: cookies[who] } : UNPACKED,
    ...(method === "POST" ? { body: new URLSearchParams() } : {}),
  });
  const location = answer.headers.get("location") ?? "";
  saidInAddresses.push(
    ...wordsInAddresses(await answer.text()).map((field) => `${path}: ${field}`),
  );
  if (answer.status === 303 && location.startsWith("/sign-in")) return "in";
  if (answer.status === 303 && location.startsWith("/account/security?required")) return "set";
  const { status } = answer;
  return location.startsWith("/confirm") ? `${status} confirm` : String(status);
}

/** Ends the session that it is asked with, or those of the others who are asked for. */
const ENDING_SESSIONS = /^\/(sign-out$|account\/sessions\/)/;

/** Takes back what another route of the table has done: refused while that is still to come, and another answer after it. */
const TAKES_BACK = /^\/track\/:token\/mistake$/;

describe("every route and every role", () => {
  it("stands in the table, and nothing else does", () => {
    expect(Object.keys(TABLE).sort()).toEqual(pathsOfMap());
    const map = readFileSync(join(import.meta.dirname, "../../remix.config.js"), "utf8");
    expect(map.match(/route\(/g)!.length).toBeGreaterThanOrEqual(pathsOfMap().length);
  });

  it.each(Object.entries(TABLE))("%s", async (path, [get, post]) => {
    const answers: Record<string, string[]> = { GET: [], POST: [] };
    // Signing out ends the session that it is asked with: last, and with cookies of its own.
    const asking = ENDING_SESSIONS.test(path) ? ["GET"] : ["GET", "POST"];
    for (const method of asking)
      for (const who of WHO) answers[method]!.push(await ask(who, method, path));
    expect(answers.GET!.join(" ")).toBe(get);
    if (asking.includes("POST")) expect(answers.POST!.join(" ")).toBe(post);
  });
});

it("no form sends words by its address, but what a list is searched for", () => {
  expect([...new Set(saidInAddresses)]).toEqual([]);
  const words = '<input name="find"/><textarea name="word"></textarea><input name="reason"/>';
  expect(wordsInAddresses(`<form method="get">${words}</form>`)).toEqual(["word", "reason"]);
  expect(wordsInAddresses(`<form method="post">${words}</form>`)).toEqual([]);
  const aside = `<form method="post">${words}<button formmethod="get"></button></form>`;
  expect(wordsInAddresses(aside)).toEqual(["word", "reason"]);
});

describe("what is somebody else's", () => {
  it("is as absent as what never was: the same answer, word for word", async () => {
    const nobodys = "00000000-0000-4000-8000-000000000000";
    const text = async (path: string) => {
      const answer = await fetch(program.base + path, { headers: { Cookie: cookies.other } });
      return (await answer.text())
        .replace(/(nonce=|"csp-nonce" content=|name="key" value=)"[^"]*"/g, "")
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
    ([path]) => !ENDING_SESSIONS.test(path) && !TAKES_BACK.test(path),
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
    const ONLY_OPENED = [
      "/account/security",
      "/account/data.json",
      "/admin/record.csv",
      "/admin/privacy/people/:thing/:id/data.json",
      "/board/resources/offers.csv",
    ];
    const OPENED = [
      ...ONLY_OPENED,
      "/account/data",
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
      ...OPENED.slice(ONLY_OPENED.length),
      "/account",
      "/account/password",
      "/account/phone-codes",
      "/account/phone-proofs",
      "/account/proofs",
      "/account/sessions/everywhere",
      "/account/sessions/others",
      "/account/sessions/:session",
      "/admin/privacy/people/:thing/:id",
      // So do the other steps that give a way in, once there is something in their form.
      "/board/volunteers/:volunteer/codes",
    ];

    it("asks again before what only the person themselves may do, and nowhere else", async () => {
      for (const [path, [get, post]] of Object.entries(TABLE)) {
        const opened = OPENED.includes(path) ? "303 confirm" : get.split(" ").at(-1);
        expect([path, await ask("admin", "GET", path)]).toEqual([path, opened]);
        if (path === "/sign-out" || TAKES_BACK.test(path)) continue;
        const sent = SENT.includes(path) ? "307 confirm" : post.split(" ").at(-1);
        expect([path, await ask("admin", "POST", path)]).toEqual([path, sent]);
      }
    });
  });
});
