import { gzipSync } from "node:zlib";
import { zxyToTileId } from "pmtiles";

type Tile = { z: number; x: number; y: number; bytes: Buffer };
const HEADER = 127;

/** A PMTiles file of version 3 with a few pictures (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md); `type`: 2 is PNG, 1 vectors. */
export function pmtiles(tiles: readonly Tile[], type = 2): Buffer {
  const sorted = tiles
    .map(({ z, x, y, bytes }) => ({ id: zxyToTileId(z, x, y), z, bytes }))
    .sort((one, other) => one.id - other.id);
  const ids = sorted.map(({ id }, index) => id - (sorted[index - 1]?.id ?? 0));
  const lengths = sorted.map(({ bytes }) => bytes.length);
  let at = 0;
  const offsets = lengths.map((length) => {
    at += length;
    return at - length + 1;
  });
  const columns = [[sorted.length], ids, sorted.map(() => 1), lengths, offsets].flat();
  const root = gzipSync(Buffer.concat(columns.map(varint)));
  const metadata = gzipSync("{}");
  const header = Buffer.alloc(HEADER);
  header.write("PMTiles");
  header[7] = 3;
  const [rootAt, metadataAt] = [HEADER, HEADER + root.length];
  const dataAt = metadataAt + metadata.length;
  const places = [rootAt, root.length, metadataAt, metadata.length, dataAt, 0, dataAt, at];
  const counts = [sorted.length, sorted.length, sorted.length];
  for (const [index, value] of [...places, ...counts].entries())
    header.writeBigUInt64LE(BigInt(value), 8 + index * 8);
  const zooms = sorted.map(({ z }) => z);
  header.set([1, 2, 1, type, Math.min(...zooms), Math.max(...zooms)], 96);
  return Buffer.concat([header, root, metadata, ...sorted.map(({ bytes }) => bytes)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}
