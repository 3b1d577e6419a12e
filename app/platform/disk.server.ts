import { statfs } from "node:fs/promises";

/** Bytes that the disk of this program has free, and in all; null where the system does not say. */
export async function freeDisk(): Promise<{ free: number; all: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(".");
    return { free: bavail * bsize, all: blocks * bsize };
  } catch {
    return null;
  }
}
