import { hash, verify } from "@node-rs/argon2";
import { boundedQueue } from "./queue.server";

/**
 * argon2 takes a processor for some 20 ms and 19 MiB: one at a time, so that a flood of guesses leaves the others to the pages.
 * Hashing comes after every check that costs less: of the link, of the limit, of the form.
 */
const queue = boundedQueue({ atOnce: 1, waiting: 120 });

/** argon2id with the library's defaults: 19 MiB, two rounds, as OWASP's password storage sheet asks. Throws `Busy`. */
export const hashPassword = (password: string): Promise<string> =>
  queue(() => hash(password.normalize("NFKC")));

/** Of a password that nobody has: whoever is unknown costs the same time as whoever is known. */
let nobodys: Promise<string> | null = null;

/** Whether a password is the one that was hashed; false, just as slowly, where nothing was. Throws `Busy`. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hash(crypto.randomUUID());
  const against = stored ?? (await nobodys);
  const fits = await queue(() => verify(against, password.normalize("NFKC")));
  return stored !== null && fits;
}
