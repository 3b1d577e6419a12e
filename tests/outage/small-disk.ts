import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Defer } from "./cleanup";
import { makeFolder } from "./debian";
import type { Tools } from "./postgres";

const MEGABYTE = 1024 * 1024;

/** A file system of its own, in memory, of so many megabytes. Throws where mounting is not permitted. */
export function mountSmallDisk(defer: Defer, megabytes: number, tools?: Tools) {
  const { folder, remove } = makeFolder("disk");
  defer(remove);
  run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0711`, "tmpfs", folder]);
  defer(() => run("umount", ["-l", folder]));
  tools?.own(folder);
  const ballast = join(folder, "ballast");
  return {
    folder,
    /** Takes all that is left. */
    fill() {
      const file = openSync(ballast, "a");
      try {
        // In smaller and smaller parts, to the last page.
        for (let part = MEGABYTE; part >= 4096; part /= 4)
          while (written(file, Buffer.alloc(part)));
      } finally {
        closeSync(file);
      }
    },
    /** Gives it back. */
    free: () => rmSync(ballast, { force: true }),
  };
}

function written(file: number, part: Buffer): boolean {
  try {
    return writeSync(file, part) === part.length;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ENOSPC") return false;
    throw fault;
  }
}

function run(program: string, args: string[]) {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr.trim() || `${program} is not permitted`);
}
