import { hash, verify } from "@node-rs/argon2";

/** argon2id with the library's defaults: 19 MiB, two rounds, as OWASP's password storage sheet asks. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"));

/** Of a password that nobody has: whoever is unknown costs the same time as whoever is known. */
let nobodys: Promise<string> | null = null;

/** Whether a password is the one that was hashed; false, just as slowly, where nothing was. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const fits = await verify(stored ?? (await nobodys), password.normalize("NFKC"));
  return stored !== null && fits;
}
