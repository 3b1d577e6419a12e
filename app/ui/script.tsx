import { createContext, useContext } from "react";

/** The files of `app/client/` that pages name. */
export const SCRIPTS = [
  "board-map",
  "call",
  "drag-person",
  "draft",
  "filter-people",
  "follow",
  "live-board",
  "member",
  "no-network",
  "open-sheet",
  "own-position",
  "passkey",
  "print-page",
  "push-device",
  "share",
] as const;
export type ScriptName = (typeof SCRIPTS)[number];
/** Where each lies, with the hash of its content. */
export type ScriptUrls = Record<ScriptName, string>;

const Context = createContext<ScriptUrls | null>(null);
export const ScriptsProvider = Context.Provider;

/** Something that a page can do better with a script; it works without. A script that is there already is not run again. */
export function Script({ name }: { name: ScriptName }) {
  const urls = useContext(Context);
  return urls && <script type="module" src={urls[name]} data-turbo-track="reload" />;
}
