import type { Db } from "./database.server";
import type { Actor, Locale } from "./types";

/** In what a use case runs: who acts, when, where to, in whose language. Never an HTTP request. */
export type Ctx<Who extends Actor = Actor> = {
  db: Db;
  now: Date;
  locale: Locale;
  actor: Who;
  /** Where the site is reached, without a slash at its end: links in mails begin with it. */
  origin: string;
};
