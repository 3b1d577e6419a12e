import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { oneTimeSecret, person } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import { passwordFits } from "../../platform/password.server";
import { normalPhone } from "../../platform/phone";
import { done, type PersonId, type Result, refuse } from "../../platform/types";
import { CLAIMS_TRIED } from "../rules/limits";
import { canonicalLogin } from "../rules/login";
import { endSignIns } from "./end-what-was-before.server";

/**
 * By e-mail or phone, and password, of the accounts that `isTried` lets be tried. `enter` opens the session. Refuses
 * `account.wrong`, in the same time whoever it is.
 */
export async function signIn(
  ctx: Ctx,
  { login, password }: { login: string; password: string },
  enter: Enter = async () => {},
  isTried: (personId: string) => boolean = () => true,
): Promise<Result<PersonId>> {
  const candidates = (await accountsOf(ctx, login)).filter(({ id }) => isTried(id));
  let found: (typeof candidates)[number] | null = null;
  // All of them are tried whether or not one has fitted, and whether or not there are so many.
  for (let i = 0; i <= CLAIMS_TRIED; i++) {
    const candidate = candidates[i];
    const fits = await passwordFits(candidate?.passwordHash ?? null, password);
    if (candidate && fits && !found) found = candidate;
  }
  return found ? enterBy(ctx, found, enter) : refuse("account.wrong");
}

type Enter = (personId: PersonId) => Promise<void>;
type Judged = { id: string; passwordHash: string | null };

/** Opens the session; a password that was ended while it was judged ends what it opened too. */
async function enterBy({ db }: Ctx, { id, passwordHash }: Judged, enter: Enter) {
  await enter(id as PersonId);
  const [now] = await db
    .select({ passwordHash: person.passwordHash })
    .from(person)
    .where(eq(person.id, id));
  if (now?.passwordHash === passwordHash) return done(id as PersonId);
  await db.transaction((tx) => endSignIns(tx, id));
  return refuse("account.wrong");
}

/** The same, of an account that is known by its id. Refuses `account.wrong`. */
export async function signInTo(
  ctx: Ctx,
  personId: PersonId,
  password: string,
  enter: Enter,
): Promise<Result<PersonId>> {
  const { id, passwordHash } = person;
  const [own] = await ctx.db
    .select({ id, passwordHash })
    .from(person)
    .where(eq(person.id, personId));
  const fits = await passwordFits(own?.passwordHash ?? null, password);
  return own && fits ? enterBy(ctx, own, enter) : refuse("account.wrong");
}

/**
 * The accounts that a login may mean: the one whose contact it is, and as many that claim it whether or not there is one,
 * those first that have claimed it longest.
 */
export async function accountsOf(
  { db, city }: Pick<Ctx, "db" | "city">,
  login: string,
  by: "password" | "code" = "password",
) {
  const named = canonicalLogin(login, city.callingCode);
  const byPhone = "phone" in named;
  const provenAt = byPhone ? person.phoneProvenAt : person.emailProvenAt;
  const rows = await db
    .select({ id: person.id, passwordHash: person.passwordHash, provenAt })
    .from(person)
    .where(
      and(
        byPhone ? eq(person.phone, named.phone) : isEmail(named, login),
        by === "code" ? isNotNull(provenAt) : isNotNull(person.passwordHash),
      ),
    )
    .orderBy(
      sql`${provenAt} is null`,
      desc(person.administrator),
      asc(byPhone ? person.phoneClaimedAt : person.emailClaimedAt),
      asc(person.id),
    )
    .limit(CLAIMS_TRIED + 1);
  const claims = rows.filter((row) => !row.provenAt).slice(0, CLAIMS_TRIED);
  return [...rows.filter((row) => row.provenAt), ...claims];
}

/** Stored before there was one form of an address, it may still stand as it was typed. */
function isEmail(named: { email: string } | { unknown: string }, login: string): SQL {
  const email = "email" in named ? named.email : named.unknown;
  return inArray(sql`lower(${person.email})`, [email, login.trim().toLowerCase()]);
}

/** By a phone that is proven and a code that a coordinator has handed out for it; works once. Refuses: `account.wrong_code`. */
export async function signInByCode(
  ctx: Ctx,
  { phone, code }: { phone: string; code: string },
): Promise<Result<PersonId>> {
  const number = normalPhone(phone, ctx.city.callingCode) ?? "";
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
    await record(tx, ctx, { type: "person.code_used", thingId: personId });
    return done(personId);
  });
}
