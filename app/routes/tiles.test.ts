import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pmtiles } from "../../tests/factories/pmtiles";
import type { Env } from "../platform/env.server";
import { openTiles } from "../platform/tiles.server";
import { tilesOf } from "./tiles.server";

const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const TILES = [
  { z: 10, x: 580, y: 346, bytes: PICTURE },
  { z: 11, x: 1160, y: 693, bytes: Buffer.concat([PICTURE, Buffer.from("!")]) },
];
let folder: string;
const fileOf = (name: string, bytes: Buffer) => {
  writeFileSync(join(folder, name), bytes);
  return pathToFileURL(join(folder, name)).href;
};
const settings = (MAP_TILES: string) => ({ MAP_TILES, MAP_CREDIT: "A map" }) as Env;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "naaber-tiles-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("pictures of a map", () => {
  it("are none, a server's or a file's", async () => {
    expect(await openTiles({} as Env)).toBeNull();
    const url = "https://tiles.example/{z}/{x}/{y}.png";
    expect(await openTiles(settings(url))).toEqual({
      layer: { url, credit: "A map", zooms: null },
      file: null,
    });
    const opened = await openTiles(settings(fileOf("lviv.pmtiles", pmtiles(TILES))));
    const { layer, file } = opened!;
    expect(layer.zooms).toEqual({ least: 10, most: 11 });
    expect(layer.url).toBe(`/tiles/${file!.stamp}/{z}/{x}/{y}`);
    const other = await openTiles(settings(fileOf("other.pmtiles", pmtiles(TILES.slice(1)))));
    expect(other!.file!.stamp).not.toBe(file!.stamp);
  });

  it.each([
    ["can't be read", () => pathToFileURL(join(folder, "none.pmtiles")).href],
    ["is no PMTiles file", () => fileOf("text.pmtiles", Buffer.from("no tiles ".repeat(99)))],
    ["is no PMTiles file", () => fileOf("empty.pmtiles", Buffer.alloc(0))],
    ["has no pictures", () => fileOf("vectors.pmtiles", pmtiles(TILES, 1))],
    ["is cut short", () => fileOf("short.pmtiles", pmtiles(TILES).subarray(0, -1))],
  ])("of a file that %s stop the start with one line", async (why, file) => {
    const fault = await openTiles(settings(file())).catch((thrown: Error) => thrown);
    expect((fault as Error).message).toMatch(/^MAP_TILES: file:\/\/\/[^\n]*$/);
    expect((fault as Error).message).toContain(why);
  });

  it("are kept by browsers, and none is where the file has none", async () => {
    const { file } = (await openTiles(settings(fileOf("served.pmtiles", pmtiles(TILES)))))!;
    const app = express().use("/tiles", tilesOf(file!));
    app.use(((_fault, _req, res, _next) => res.status(500).end()) as express.ErrorRequestHandler);
    const server = app.listen(0);
    try {
      const { port } = server.address() as { port: number };
      const get = (path: string, headers = {}) =>
        fetch(`http://localhost:${port}/tiles/${path}`, { headers });
      const { stamp } = file!;
      for (const { z, x, y, bytes } of TILES) {
        const answer = await get(`${stamp}/${z}/${x}/${y}`);
        expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "image/png"]);
        expect(answer.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
        expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
        // `fetch` would ask for it anew otherwise.
        const known = {
          "If-None-Match": answer.headers.get("ETag")!,
          "Cache-Control": "max-age=0",
        };
        expect((await get(`${stamp}/${z}/${x}/${y}`, known)).status).toBe(304);
      }
      const outside = ["10/580/347", "10/1024/0", "9/290/173", "12/0/0", "11/0/2048"];
      const nonsense = ["10/580", "10/580/-1", "10/580/346.png", "010/580/346", "1e1/580/346"];
      const huge = ["99999999999/0/0", "10/99999999999999999999/0", "10/%00/0"];
      for (const path of [...outside, ...nonsense, ...huge])
        expect([path, (await get(`${stamp}/${path}`)).status]).toEqual([path, 404]);
      expect((await get("000000000000/10/580/346")).status).toBe(404);
      // Somebody has written over the file: a fault, not half a picture.
      truncateSync(join(folder, "served.pmtiles"), 200);
      expect((await get(`${stamp}/11/1160/693`)).status).toBe(500);
    } finally {
      server.close();
    }
  });
});
