import { freshDatabase } from "../db/fresh-database";
import { makeLetters } from "../factories/letters";
import { makeWorld } from "../factories/world";
import { serve } from "./serve";

/** Of whoever was first, and of whoever comes after. */
export const PASSWORD = "three blue kettles";
export const OTHER = "four green spoons";

/** The program of a small city whose queue nobody works off: the mail that was ordered is read there. */
export async function startUnworked() {
  const database = await freshDatabase();
  const world = await makeWorld(database.app.db);
  const letters = await makeLetters(database);
  const program = await serve({
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    PUBLIC_URL: "https://n.example",
    WORKER: "off",
  });
  return { database, world, letters, program };
}

export type Unworked = Awaited<ReturnType<typeof startUnworked>>;

/** The form of a new account. */
export const joining = (email: string, phone = "", password = PASSWORD) => ({
  name: "Somebody",
  email,
  phone,
  password,
  district: "north",
});

/** Where the link in a letter leads; empty without one. */
export const pathOf = (letter: { text: string } | null) =>
  /https:\/\/n\.example(\/\S+)/.exec(letter?.text ?? "")?.[1] ?? "";
