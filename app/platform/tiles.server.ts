import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Header, PMTiles, type RangeResponse, type Source, TileType } from "pmtiles";
import type { Env } from "./env.server";
import { Misconfigured } from "./store.server";

/** What maps show below the districts. */
export type TileLayer = {
  /** With `{z}`, `{x}` and `{y}`. */
  url: string;
  credit: string;
  /** Between which it has pictures; null where that is not known. */
  zooms: { least: number; most: number } | null;
};

export type TileFile = {
  /** Of the file as it is now, so that browsers may keep what they have. */
  stamp: string;
  type: string;
  /** Null where the file has no such picture. Throws where it can't be read any more. */
  read: (z: number, x: number, y: number) => Promise<Buffer | null>;
};
export type Tiles = { layer: TileLayer; file: TileFile | null };

const TYPES: Partial<Record<TileType, string>> = {
  [TileType.Png]: "image/png",
  [TileType.Jpeg]: "image/jpeg",
  [TileType.Webp]: "image/webp",
  [TileType.Avif]: "image/avif",
};

/** The pictures that the settings name; null for none. Throws `Misconfigured` for a file that has none to give. */
export async function openTiles({ MAP_TILES, MAP_CREDIT }: Env): Promise<Tiles | null> {
  if (!MAP_TILES || !MAP_CREDIT) return null;
  const credit = MAP_CREDIT;
  if (!MAP_TILES.startsWith("file:"))
    return { layer: { url: MAP_TILES, credit, zooms: null }, file: null };
  const { file, zooms } = await openFile(MAP_TILES);
  return { layer: { url: `/tiles/${file.stamp}/{z}/{x}/{y}`, credit, zooms }, file };
}

async function openFile(setting: string) {
  const wrong = (why: string) => new Misconfigured(`MAP_TILES: ${setting} ${why}`);
  const handle = await open(fileURLToPath(setting)).catch(() => {
    throw wrong("can't be read");
  });
  const { size, mtimeMs } = await handle.stat();
  /** Ranges of the file; one that goes beyond its end is shorter. */
  const source: Source = {
    getKey: () => setting,
    getBytes: async (offset, length): Promise<RangeResponse> => {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
      if (bytesRead < bytes.length) throw new Error(`${setting} has become shorter`);
      return { data: bytes.buffer };
    },
  };
  const archive = new PMTiles(source);
  const header = await archive.getHeader().catch(() => {
    throw wrong("is no PMTiles file of version 3");
  });
  const type = TYPES[header.tileType];
  if (!type)
    throw wrong("has no pictures (PNG, JPEG, WebP or AVIF) but something else, such as vectors");
  if (endOf(header) > size) throw wrong("is cut short");
  const stamp = createHash("sha256").update(`${size} ${mtimeMs}`).digest("hex").slice(0, 12);
  const { minZoom: least, maxZoom: most } = header;
  const read: TileFile["read"] = async (z, x, y) => {
    if (z < least || z > most || x >= 2 ** z || y >= 2 ** z) return null;
    const found = await archive.getZxy(z, x, y);
    return found ? Buffer.from(found.data) : null;
  };
  return { file: { stamp, type, read }, zooms: { least, most } };
}

const endOf = (header: Header): number =>
  Math.max(
    header.rootDirectoryOffset + header.rootDirectoryLength,
    header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
    header.tileDataOffset + (header.tileDataLength ?? 0),
  );
