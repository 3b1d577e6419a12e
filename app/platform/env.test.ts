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
    const city = { ...databases, PUBLIC_URL: "https://naaber.example", SECRET: "s".repeat(32) };
    expect(readEnv(city)).toMatchObject({ env: { DEMO: false, HOST: undefined } });
    expect(readEnv({ ...databases, DEMO: "yes" })).toMatchObject({ env: { DEMO: true } });
  });

  it("show a demo to this machine alone, unless they say otherwise", () => {
    expect(readEnv({})).toMatchObject({ env: { HOST: "127.0.0.1" } });
    expect(readEnv({ HOST: "0.0.0.0" })).toMatchObject({ env: { HOST: "0.0.0.0" } });
  });

  it.each([
    [databases, "PUBLIC_URL"],
    [{ DEMO: "no" }, "PUBLIC_URL"],
    [{ ...databases, PUBLIC_URL: "http://naaber.example", SECRET: "s".repeat(32) }, "PUBLIC_URL"],
    [{ ...databases, PUBLIC_URL: "https://naaber.example" }, "SECRET"],
    [{ SECRET: "short" }, "SECRET"],
    [{ PORT: "many" }, "PORT"],
    [{ CITY: "riga" }, "CITY"],
    [{ DATABASE_URL: databases.DATABASE_URL }, "DATABASE_OWNER_URL"],
    [{ SMTP_URL: "smtp://localhost" }, "MAIL_FROM"],
    [{ SMTP_URL: "smtp://localhost", MAIL_FROM: "Naaber <naaber@city.example>" }, "MAIL_FROM"],
    [{ PUBLIC_URL: "naaber.example" }, "PUBLIC_URL"],
    [{ WORKER: "only" }, "WORKER"],
    [{ MAP_TILES: "https://tiles.example/{z}/{x}/{y}.png" }, "MAP_CREDIT"],
    [{ MAP_CREDIT: "A map" }, "MAP_CREDIT"],
    [{ MAP_TILES: "http://tiles.example/{z}/{x}/{y}.png", MAP_CREDIT: "A map" }, "MAP_TILES"],
    [{ MAP_TILES: "https://tiles.example/{z}/{x}.png", MAP_CREDIT: "A map" }, "MAP_TILES"],
    [{ MAP_TILES: "file:///srv/lviv.pmtiles" }, "MAP_CREDIT"],
    [{ MAP_TILES: "file://lviv.pmtiles", MAP_CREDIT: "A map" }, "MAP_TILES"],
    [{ MAP_TILES: "file:///srv/lviv.mbtiles", MAP_CREDIT: "A map" }, "MAP_TILES"],
    [{ MAP_TILES: "https://*/{z}/{x}/{y}.png", MAP_CREDIT: "A map" }, "MAP_TILES"],
  ])("say in one line what is wrong with %o", (set, name) => {
    const read = readEnv(set);
    expect("wrong" in read && read.wrong).toMatch(new RegExp(`^naaber: wrong setting: ${name}: .`));
    expect("wrong" in read && read.wrong).not.toContain("\n");
  });

  it("say that an address which people see has to begin with https", () => {
    const city = { ...databases, PUBLIC_URL: "http://naaber.example", SECRET: "s".repeat(32) };
    expect(readEnv(city)).toMatchObject({
      wrong: expect.stringContaining("PUBLIC_URL: must begin with https"),
    });
  });
});
