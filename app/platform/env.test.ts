import { describe, expect, it } from "vitest";
import { readEnv } from "./env.server";

const databases = {
  DATABASE_URL: "postgres://app@db/n",
  DATABASE_OWNER_URL: "postgres://own@db/n",
};

describe("the settings", () => {
  it("need nothing: a demo city with a database of its own", () => {
    expect(readEnv({ PORT: "" })).toMatchObject({
      env: { PORT: 3000, CITY: "tallinn", DEMO: true },
    });
  });

  it("invent nobody in a database that was given", () => {
    expect(readEnv(databases)).toMatchObject({ env: { DEMO: false } });
    expect(readEnv({ ...databases, DEMO: "yes" })).toMatchObject({ env: { DEMO: true } });
  });

  it.each([
    [{ PORT: "many" }, "PORT"],
    [{ CITY: "riga" }, "CITY"],
    [{ DATABASE_URL: databases.DATABASE_URL }, "DATABASE_OWNER_URL"],
    [{ SMTP_URL: "smtp://localhost" }, "MAIL_FROM"],
    [{ SMTP_URL: "smtp://localhost", MAIL_FROM: "Naaber <naaber@city.example>" }, "MAIL_FROM"],
    [{ PUBLIC_URL: "naaber.example" }, "PUBLIC_URL"],
    [{ WORKER: "only" }, "WORKER"],
  ])("say in one line what is wrong with %o", (set, name) => {
    const read = readEnv(set);
    expect("wrong" in read && read.wrong).toMatch(new RegExp(`^naaber: wrong setting: ${name}: .`));
    expect("wrong" in read && read.wrong).not.toContain("\n");
  });
});
