import type { Db } from "./database.server";
import type { Actor, Locale } from "./types";

/** What a use case has to know of the city. */
export type CityFacts = {
  /** IANA name of its time zone: `Europe/Kyiv`. */
  zone: string;
  /** What its telephone numbers begin with abroad, without `+`: `380`. */
  callingCode: string;
};

/** What a use case stands in: who acts, when, where to, in whose language. Never an HTTP request. */
export type Around<Who extends Actor = Actor> = {
  now: Date;
  locale: Locale;
  actor: Who;
  /** Where the site is reached, without a slash at its end: links in mails begin with it. */
  origin: string;
  city: CityFacts;
};

/** In what a query or a command is asked for. */
export type Ctx<Who extends Actor = Actor> = Around<Who> & { db: Db };

/** The change that a command makes, as it was brought. */
export type Change = {
  /** What its key is stored as; null for one that was brought without. */
  key: string | null;
  /** When it truly happened, where that was not now: a phone's outbox, a sheet of paper. */
  occurredAt: Date | null;
  /** The secret of a link, 128 bits: the same for a change that is sent again, and nowhere but in what is given back. */
  secret: (purpose: string) => string;
};

/** In what a command's `run` works: without the pool, so that nothing in it can leave its transaction. */
export type Inside<Who extends Actor = Actor> = Around<Who> & { change: Change };

/** Who acts and when: all that the parts of a command ask for. */
export type Acting<Who extends Actor = Actor> = { actor: Who; now: Date; change?: Change };
