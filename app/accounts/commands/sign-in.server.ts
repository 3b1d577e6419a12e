import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { oneTimeSecret, person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import type { Db } from "../../platform/database.server";
import { normalEmail } from "../../platform/email";
import { passwordFits } from "../../platform/password.server";
import { normalPhone } from "../../platform/phone";
import { done, type PersonId, type Result, refuse } from "../../platform/types";
import { endSignIns } from "./end-what-was-before.server";

type Context = Ctx & { callingCode: string };

/**
 * Of the accounts that only claim a contact, so many may sign in by it: administrators, who may have been handed a link
 * before mail worked, then the oldest. The proof in their mail brings others in.
 */
const CLAIMS = 2;

/**
 * By e-mail or phone, and password. `enter` opens the session: a password that was ended while it was judged ends what it
 * opened too. Refuses `account.wrong`, in the same time whoever it is.
 */
export async function signIn(
  ctx: Context,
  { login, password }: { login: string; password: string },
  enter: (personId: PersonId) => Promise<void> = async () => {},
): Promise<Result<PersonId>> {
  const candidates = await candidatesFor(ctx.db, loginOf(login, ctx.callingCode));
  let found: (typeof candidates)[number] | null = null;
  // All of them are tried whether or not one has fitted, and whether or not there are so many.
  for (let i = 0; i <= CLAIMS; i++) {
    const candidate = candidates[i];
    const fits = await passwordFits(candidate?.passwordHash ?? null, password);
    if (candidate && fits && !found) found = candidate;
  }
  if (!found) return refuse("account.wrong");
  const { id, passwordHash } = found;
  await enter(id as PersonId);
  const [now] = await ctx.db
    .select({ passwordHash: person.passwordHash })
    .from(person)
    .where(eq(person.id, id));
  if (now?.passwordHash === passwordHash) return done(id as PersonId);
  await ctx.db.transaction((tx) => endSignIns(tx, id));
  return refuse("account.wrong");
}

type Login = { same: SQL; provenAt: typeof person.emailProvenAt | typeof person.phoneProvenAt };

function loginOf(login: string, callingCode: string): Login {
  const phone = login.includes("@") ? null : normalPhone(login, callingCode);
  if (phone) return { same: eq(person.phone, phone), provenAt: person.phoneProvenAt };
  // Stored before there was one form of an address, it may still stand as it was typed.
  const forms = [login, normalEmail(login) ?? login].map((email) => email.toLowerCase());
  return { same: inArray(sql`lower(${person.email})`, forms), provenAt: person.emailProvenAt };
}

/** The account whose contact it is, and as many that claim it whether or not there is one. */
async function candidatesFor(db: Db, { same, provenAt }: Login) {
  const rows = await db
    .select({ id: person.id, passwordHash: person.passwordHash, provenAt })
    .from(person)
    .where(and(same, isNotNull(person.passwordHash)))
    .orderBy(
      sql`${provenAt} is null`,
      desc(person.administrator),
      asc(person.createdAt),
      asc(person.id),
    )
    .limit(CLAIMS + 1);
  const claims = rows.filter((row) => !row.provenAt).slice(0, CLAIMS);
  return [...rows.filter((row) => row.provenAt), ...claims];
}

/** By a phone that is proven and a code that a coordinator has handed out for it; works once. Refuses: `account.wrong_code`. */
export async function signInByCode(
  ctx: Context,
  { phone, code }: { phone: string; code: string },
): Promise<Result<PersonId>> {
  const number = normalPhone(phone, ctx.callingCode) ?? "";
  const isOpen = and(
    eq(oneTimeSecret.purpose, "sign_in_code"),
    eq(oneTimeSecret.contact, number),
    isNull(oneTimeSecret.usedAt),
    gt(oneTimeSecret.expiresAt, ctx.now),
  );
  const [handedOut] = await ctx.db
    .select({ hash: oneTimeSecret.hash, personId: person.id })
    .from(oneTimeSecret)
    .innerJoin(person, eq(person.id, oneTimeSecret.personId))
    .where(and(isOpen, eq(person.phone, number), isNotNull(person.phoneProvenAt)));
  // As slow where there is none.
  const fits = await passwordFits(handedOut?.hash ?? null, code);
  if (!handedOut || !fits) return refuse("account.wrong_code");
  const personId = handedOut.personId as PersonId;
  return ctx.db.transaction(async (tx) => {
    const [still] = await tx
      .select({ id: person.id })
      .from(person)
      .where(
        and(eq(person.id, personId), eq(person.phone, number), isNotNull(person.phoneProvenAt)),
      )
      .for("update");
    const used = await tx
      .update(oneTimeSecret)
      .set({ usedAt: ctx.now })
      .where(and(isOpen, eq(oneTimeSecret.hash, handedOut.hash)))
      .returning({ hash: oneTimeSecret.hash });
    if (!still || used.length === 0) return refuse("account.wrong_code");
    await record(tx, ctx.actor, { type: "person.code_used", thing: "person", thingId: personId });
    return done(personId);
  });
}
