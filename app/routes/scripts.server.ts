import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SCRIPTS, type ScriptUrls } from "../ui/script";

type Manifest = Record<string, { file: string }>;

/** Where the scripts of pages lie: hashed as they were built, or compiled as they are asked for. Throws where none was built. */
export function readScripts(root: string, dev: boolean): ScriptUrls {
  const source = (name: string) => `app/client/${name}.ts`;
  const urls = (urlOf: (name: string) => string) =>
    Object.fromEntries(SCRIPTS.map((name) => [name, urlOf(name)])) as ScriptUrls;
  if (dev) return urls((name) => `/${source(name)}`);
  const manifest = JSON.parse(
    readFileSync(join(root, "build/client/scripts.json"), "utf8"),
  ) as Manifest;
  return urls((name) => `/${manifest[source(name)]!.file}`);
}
