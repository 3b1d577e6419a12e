import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../app/platform/database.server";
import { cancelRequest } from "../../app/requests/commands/cancel.server";
import { submitRequest } from "../../app/requests/commands/submit.server";
import type { HelpForm } from "../../app/requests/form";
import { trackRequest } from "../../app/requests/queries/track.server";
import { category } from "../../drizzle/schema/districts";
import { request } from "../../drizzle/schema/requests";
import clocks from "../../drizzle/seed/clocks.json";
import { freshDatabase } from "./fresh-database";

let app: Connection;
const now = new Date("2026-11-23T16:00:00Z");
const form = (formKey: string): HelpForm => ({
  formKey,
  category: "water",
  details: "Вода на 9 поверх",
  people: 2,
  vulnerable: ["elderly"],
  district: "nowhere",
  address: "вул. Наукова, 7",
  access: "",
  lat: null,
  lon: null,
  hours: null,
  name: "",
  phone: "+380671234567",
  email: "",
});
const context = () => ({
  db: app.db,
  now,
  locale: "uk" as const,
  clocks,
  callingCode: "380",
  origin: "",
});
const submit = async (formKey: string) => {
  const result = await submitRequest(context(), form(formKey));
  if (!result.ok) throw new Error(result.code);
  return result.value;
};

beforeAll(async () => {
  ({ app } = await freshDatabase());
  const names = { en: "Water" };
  await app.db.insert(category).values({ code: "water", names, examples: names, position: 1 });
});

describe("intake", () => {
  it("makes one request and one link of a form that arrives fifty times at once", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => submit("a".repeat(22))));
    expect(new Set(answers.map(({ id, code, token }) => `${id} ${code} ${token}`)).size).toBe(1);
    expect(answers.filter((answer) => answer.fresh).length).toBe(1);
    expect((await app.db.select().from(request)).length).toBe(1);
  });

  it("puts a place that it does not know into the city-wide queue", async () => {
    const { id } = await submit("b".repeat(22));
    const [saved] = await app.db.select().from(request).where(eq(request.id, id));
    expect(saved!.districtId).toBeNull();
  });

  it("refuses a category that does not exist, and saves nothing", async () => {
    const wrong = { ...form("c".repeat(22)), category: "gold" };
    const before = (await app.db.select().from(request)).length;
    const answer = await submitRequest(context(), wrong);
    expect(answer).toEqual({ ok: false, code: "request.category" });
    expect((await app.db.select().from(request)).length).toBe(before);
  });
});

describe("the private link", () => {
  it("shows what happened and no other link does", async () => {
    const { token, code } = await submit("d".repeat(22));
    const seen = await trackRequest(app.db, token);
    expect(seen).toMatchObject({ code, state: "submitted" });
    expect(seen!.steps.map((step) => step.state)).toEqual(["submitted"]);
    expect(await trackRequest(app.db, "e".repeat(22))).toBeNull();
  });

  it("cancels once, ten times at once", async () => {
    const { token } = await submit("f".repeat(22));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => cancelRequest({ db: app.db, now }, token)),
    );
    expect(answers.filter((answer) => answer.ok).length).toBe(1);
    expect((await trackRequest(app.db, token))!.steps.map((step) => step.state)).toEqual([
      "submitted",
      "cancelled",
    ]);
  });
});
