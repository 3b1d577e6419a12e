import { randomInt } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { phoneCode } from "../../../drizzle/schema/messages";
import { lockClaimedPhone, proveOwnPhone } from "../../accounts/commands/prove-own-phone.server";
import { emptyForm } from "../../accounts/form";
import { translator } from "../../i18n/translate";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Keys } from "../../platform/keys.server";
import { mayReachStranger } from "../../platform/stranger.server";
import { done, type Member, refuse } from "../../platform/types";
import type { Channels } from "../channels/all.server";
import { phoneCodeForm } from "../form";
import { CODE_MINUTES, codeHash, MOST_ATTEMPTS } from "../rules/phone-code";
import { plainSigns } from "../rules/segments";
import { orderSms } from "./order-sms.server";

type Coding = Inside<Member> & { keys: Pick<Keys, "signing"> };

const isMember = ({ kind }: { kind: string }) => kind === "member";
const keyOf = ({ keys }: Coding) => keys.signing("phone code");

/**
 * Texts a code to the number that an account claims; the one before ends. Refuses: `account.nothing_to_prove`,
 * `account.no_texting`, `account.codes_enough`.
 */
export const sendPhoneCode = command({
  name: "person.send-phone-code",
  input: emptyForm,
  may: isMember,
  run: async (tx, ctx: Coding & { channels: Channels }) => {
    if (!ctx.channels.sms.jobs.sms) return refuse("account.no_texting");
    const { personId } = ctx.actor;
    const phone = await lockClaimedPhone(tx, personId);
    if (!phone) return refuse("account.nothing_to_prove");
    if (!(await mayReachStranger(tx, "phone_code", personId, "first", ctx.now)))
      return refuse("account.codes_enough");
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    const hash = codeHash(keyOf(ctx), { personId, phone }, code);
    const expiresAt = new Date(ctx.now.getTime() + CODE_MINUTES * 60_000);
    const set = { phone, hash, expiresAt, attempts: 0 };
    await tx
      .insert(phoneCode)
      .values({ personId, ...set })
      .onConflictDoUpdate({ target: phoneCode.personId, set });
    const body = plainSigns(translator(ctx.locale)("sms:code", { code, minutes: CODE_MINUTES }));
    const order = { phone, template: "phone_code", body, personId, stranger: "first" as const };
    return (await orderSms(tx, ctx.now, order)) ? done(null) : refuse("account.codes_enough");
  },
});

/**
 * Proves the number by its code. A wrong one is counted, so it is an outcome and no refusal, which would leave nothing. Refuses:
 * `account.phone_taken`.
 */
export const enterPhoneCode = command({
  name: "person.enter-phone-code",
  input: phoneCodeForm,
  may: isMember,
  run: async (tx, ctx: Coding, { code }) => {
    const { personId } = ctx.actor;
    const phone = await lockClaimedPhone(tx, personId);
    const [known] = await tx
      .select()
      .from(phoneCode)
      .where(eq(phoneCode.personId, personId))
      .for("update");
    const opens =
      known && known.phone === phone && known.expiresAt > ctx.now && known.attempts < MOST_ATTEMPTS;
    if (!phone || !opens) return done("over" as const);
    if (known.hash !== codeHash(keyOf(ctx), { personId, phone }, code)) {
      await tx
        .update(phoneCode)
        .set({ attempts: sql`${phoneCode.attempts} + 1` })
        .where(eq(phoneCode.personId, personId));
      return done("wrong" as const);
    }
    await tx.delete(phoneCode).where(eq(phoneCode.personId, personId));
    const proven = await proveOwnPhone(tx, ctx, phone);
    return proven.ok ? done("proven" as const) : proven;
  },
});
