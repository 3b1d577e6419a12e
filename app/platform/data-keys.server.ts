import { createHmac } from "node:crypto";
import { type Keys, makeKeys } from "./keys.server";

/** The keys of `DATA_KEY`, by their names; the first encrypts, all decrypt. */
export type DataKeys = { current: string; byName: Map<string, Keys>; proofs: Map<string, Buffer> };

/** A name and 32 characters at least, `k1:…`; several, separated by commas, while one follows another. */
export const DATA_KEY = /^[a-z0-9]{1,16}:[^\s,]{32,}(,[a-z0-9]{1,16}:[^\s,]{32,})*$/;

export function readDataKeys(setting: string): DataKeys {
  const pairs = setting.split(",").map((pair) => {
    const [name = "", ...rest] = pair.split(":");
    return [name, Buffer.from(rest.join(":"))] as const;
  });
  return {
    current: pairs[0]![0],
    byName: new Map(pairs.map(([name, secret]) => [name, makeKeys(secret)])),
    proofs: new Map(
      pairs.map(([name, secret]) => [
        name,
        createHmac("sha256", secret).update("naaber data key").digest(),
      ]),
    ),
  };
}

/** A control character, which `cleanText` takes out of whatever is typed: nobody can write a text that looks encrypted. */
const MARK = "\u0001";

/** A text is encrypted that begins so, by the key of this name. */
export const markOf = (name: string): string => `${MARK}${name}.`;

let keys: DataKeys | null = null;

/** Of this process, from its start: columns are read and written where no context reaches. Null: what is written stays plain. */
export function setDataKeys(next: DataKeys | null) {
  keys = next;
}

/** The text as it is stored, AES-256-GCM; `purpose` is its column, in which alone it opens. An empty text says nothing and stays. */
export function sealText(purpose: string, plain: string): string {
  if (!keys || plain === "") return plain;
  const sealed = keys.byName.get(keys.current)!.seal(purpose, plain);
  return markOf(keys.current) + sealed.toString("base64");
}

/**
 * The text of what is stored; what was written before there was a key is plain.
 * @throws where its key is missing, or somebody changed it or moved it here from another column
 */
export function unsealText(purpose: string, stored: string): string {
  if (!stored.startsWith(MARK)) return stored;
  const dot = stored.indexOf(".");
  const key = keys?.byName.get(stored.slice(MARK.length, dot));
  const plain = key?.unseal(purpose, Buffer.from(stored.slice(dot + 1), "base64")) ?? null;
  if (plain === null)
    throw new Error(`a text of ${purpose} does not open with the keys of DATA_KEY`);
  return plain;
}
