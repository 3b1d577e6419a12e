import { createHash, randomInt } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { request, requestPrivate } from "../../../drizzle/schema/requests";
import { record } from "../../audit/commands/record.server";
import type { Clocks } from "../../districts/types";
import type { Db, Tx } from "../../platform/database.server";
import { done, type Locale, type Result, refuse } from "../../platform/types";
import type { HelpForm } from "../form";
import { decideIntake } from "../rules";

type Context = { db: Db; now: Date; locale: Locale; clocks: Clocks };
export type Submitted = { id: string; code: string; token: string };

const digest = (text: string) => createHash("sha256").update(text).digest();

/** The private link's token, 128 bits: made from the form's key, so that a form sent again has the same link. */
export const tokenOf = (formKey: string): string =>
  digest(`token ${formKey}`).subarray(0, 16).toString("base64url");
export const hashOf = (token: string): Buffer => digest(`link ${token}`);

/** The key is as secret as the token, so it too is kept as a hash, in the shape of a UUID. */
const storedKey = (formKey: string) => digest(`form ${formKey}`).subarray(0, 16).toString("hex");

/** Saves a request, once for each form however often it is sent. Refuses: `request.category`. */
export async function submitRequest(ctx: Context, form: HelpForm): Promise<Result<Submitted>> {
  const token = tokenOf(form.formKey);
  for (;;) {
    const saved = await ctx.db.transaction((tx) => save(tx, ctx, form, hashOf(token)));
    // Neither saved nor found: another request has the same code, so another code is drawn.
    if (saved === "taken") continue;
    return saved ? done({ ...saved, token }) : refuse("request.category");
  }
}

async function save(tx: Tx, ctx: Context, form: HelpForm, tokenHash: Buffer) {
  const [kind] = await tx.select().from(category).where(eq(category.code, form.category));
  if (!kind?.active) return null;
  const [place] = await tx.select().from(district).where(eq(district.code, form.district));
  const intake = decideIntake({ ...ctx, ...form, suggested: kind.priority });
  const formKey = storedKey(form.formKey);
  const values = {
    ...intake,
    formKey,
    tokenHash,
    code: String(randomInt(1e8)).padStart(8, "0"),
    categoryId: kind.id,
    districtId: place?.id ?? null,
    people: form.people,
    vulnerable: form.vulnerable,
    locale: ctx.locale,
    channel: "web" as const,
    createdAt: ctx.now,
  };
  const identity = { id: request.id, code: request.code };
  const [saved] = await tx.insert(request).values(values).onConflictDoNothing().returning(identity);
  if (!saved) {
    const [earlier] = await tx
      .select(identity)
      .from(request)
      .where(eq(request.formKey, sql`${formKey}::uuid`));
    return earlier ?? ("taken" as const);
  }
  const { name, phone, email, address, access, details } = form;
  await tx
    .insert(requestPrivate)
    .values({ requestId: saved.id, name, phone, email, address, access, details });
  await record(
    tx,
    { kind: "visitor" },
    {
      type: "request.submitted",
      thing: "request",
      thingId: saved.id,
      districtId: values.districtId,
      toState: "submitted",
    },
  );
  return saved;
}
