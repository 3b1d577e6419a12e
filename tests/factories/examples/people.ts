import { randomBytes, randomInt } from "node:crypto";
import { eq } from "drizzle-orm";
import {
  newRecoveryCodes,
  newTotpSecret,
  totpPurpose,
} from "../../../app/accounts/commands/second-factor.server";
import { shownCode } from "../../../app/accounts/rules/shown-code";
import { newSecret, secretHash } from "../../../app/platform/secret.server";
import { done } from "../../../app/platform/types";
import {
  invitation,
  oneTimeSecret,
  person,
  volunteerProfile,
} from "../../../drizzle/schema/accounts";
import { secondFactor, securitySetting } from "../../../drizzle/schema/security";
import { ownerOf } from "../owners";
import { KEYS, NOON, visitorCtx, type World } from "../world";
import type { Example, Examples } from "./example";

type Someone = Parameters<World["person"]>[0];
type Extra = Record<string, unknown>;

/** Beside the usual, what a command is given that was made or judged before. */
const withMore = (ctx: Example["ctx"], more: Extra, input: Extra): Example => ({
  ctx: { ...ctx, ...more },
  input,
});

const freshPhone = () => `+38067${String(randomInt(1e7)).padStart(7, "0")}`;
const freshEmail = () => `${randomBytes(6).toString("hex")}@mail.example`;

const administrator = async (world: World) =>
  (await world.person({ administrator: true, name: "Анна" })).ctx();

const versionOf = async ({ db }: World, id: string) => {
  const [row] = await db.select().from(person).where(eq(person.id, id));
  return row!.version;
};

/** A coordinator, and a volunteer whom they look after. */
async function volunteer(world: World, some: Someone = {}) {
  const coordinator = await world.person({ districts: [world.north], name: "Ганна" });
  const { id } = await world.person({
    standing: "unverified",
    profile: { homeDistrictId: world.north },
    contact: { phone: freshPhone() },
    ...some,
  });
  const [account] = await world.db.select().from(person).where(eq(person.id, id));
  const code = shownCode(KEYS.signing("vouch"), account!, NOON);
  return { ctx: coordinator.ctx(), id, version: account!.version, code };
}

/** A link that was mailed to somebody. */
async function linkFor(
  { db }: World,
  purpose: "email_proof" | "password_reset",
  owner: { id: string; email: string },
) {
  const token = newSecret();
  await db.insert(oneTimeSecret).values({
    hash: secretHash(purpose, token),
    personId: owner.id,
    purpose,
    contact: owner.email,
    createdAt: NOON,
    expiresAt: new Date(NOON.getTime() + 3_600_000),
  });
  return token;
}

async function withFactor(world: World) {
  const someone = await world.person();
  const [made] = await world.db
    .insert(secondFactor)
    .values({
      personId: someone.id,
      kind: "totp",
      name: "Телефон",
      secret: KEYS.seal(totpPurpose(someone.id), newTotpSecret()),
      lastStep: 0,
      createdAt: NOON,
    })
    .returning();
  return { ctx: someone.ctx(), id: made!.id };
}

const invited = () => ({
  name: "Марія",
  email: freshEmail(),
  locale: "uk",
  districts: ["north"],
});

/** An invitation that waits for whom it names. */
async function openInvitation(world: World) {
  const inviter = await world.person({ administrator: true });
  const token = newSecret();
  const { name, email } = invited();
  const [made] = await ownerOf(world.db)
    .insert(invitation)
    .values({
      secretHash: secretHash("invitation", token),
      name,
      email,
      locale: "uk" as const,
      administrator: true,
      invitedBy: inviter.id,
      createdAt: NOON,
      expiresAt: new Date(NOON.getTime() + 86_400_000),
    })
    .returning();
  return { ctx: inviter.ctx(), id: made!.id, token };
}

export const peopleExamples: Examples = {
  "person.sign-up": async ({ db }) =>
    withMore(
      visitorCtx(db),
      { passwordHash: "hashed before" },
      { name: "Тарас", email: freshEmail(), phone: freshPhone(), district: "north" },
    ),
  "person.ask-proof": async (world) => {
    const contact = { email: freshEmail(), emailProvenAt: null };
    return { ctx: (await world.person({ contact })).ctx(), input: {} };
  },
  "person.prove-email": async (world) => {
    const email = freshEmail();
    const someone = await world.person({ contact: { email, emailProvenAt: null } });
    const token = await linkFor(world, "email_proof", { id: someone.id, email });
    return withMore(someone.ctx(), { judged: done({ passwordHash: null }) }, { token });
  },
  "person.set-lines": async (world) => {
    const { ctx } = await world.person({ districts: [world.north] });
    return { ctx: ctx(), input: { lines: "roomy" } };
  },
  "person.choose-language": async (world) => {
    const { ctx } = await world.person({});
    return { ctx: ctx(), input: { locale: "en" } };
  },
  "person.edit": async (world) => {
    const someone = await world.person();
    const version = await versionOf(world, someone.id);
    const input = { name: "Тарас", email: freshEmail(), phone: "", locale: "uk", version };
    return { ctx: someone.ctx(), input };
  },
  "person.say-free": async (world) => {
    const someone = await world.person({ standing: "verified" });
    return { ctx: someone.ctx(), input: { hours: "2" } };
  },
  "person.end-free": async (world) => {
    const someone = await world.person({ standing: "verified" });
    const freeDuring = { from: NOON, to: new Date(NOON.getTime() + 3_600_000) };
    await world.db
      .update(volunteerProfile)
      .set({ freeDuring })
      .where(eq(volunteerProfile.personId, someone.id));
    return { ctx: someone.ctx(), input: {} };
  },
  "person.edit-profile": async (world) => {
    const someone = await world.person({ standing: "verified" });
    const input = {
      skills: ["first_aid"],
      languages: ["uk"],
      vehicle: "car",
      seats: "4",
      load: "300",
      district: "south",
      lat: "49.8",
      lon: "24",
      radius: "8",
      when: ["1-day"],
      note: "",
      version: "1",
    };
    return { ctx: someone.ctx(), input };
  },
  "person.ask-reset": async ({ db }) => ({ ctx: visitorCtx(db), input: { email: freshEmail() } }),
  "person.reset-password": async (world) => {
    const email = freshEmail();
    const { id } = await world.person({ contact: { email } });
    const token = await linkFor(world, "password_reset", { id, email });
    return withMore(visitorCtx(world.db), { judged: done({ passwordHash: "new" }) }, { token });
  },
  "person.change-password": async (world) => {
    const { ctx } = await world.person({ contact: { passwordHash: "old" } });
    const judged = done({ replaces: "old", passwordHash: "new" });
    return withMore(ctx(), { judged, keepSession: null }, {});
  },
  "person.set-standing": async (world) => {
    const { ctx, id, version, code } = await volunteer(world);
    return { ctx, input: { id, standing: "verified", code, version } };
  },
  "person.prove-phone": async (world) => {
    const { ctx, id, version, code } = await volunteer(world);
    return { ctx, input: { id, code, version } };
  },
  "person.hand-out-code": async (world) => {
    const contact = {
      email: null,
      emailProvenAt: null,
      phone: freshPhone(),
      phoneProvenAt: NOON,
    };
    const { ctx, id } = await volunteer(world, { contact });
    return withMore(ctx, { codeHash: randomBytes(16).toString("hex") }, { id });
  },
  "person.set-reach": async (world) => {
    const { id } = await world.person();
    const version = await versionOf(world, id);
    return { ctx: await administrator(world), input: { id, districts: ["north"], version } };
  },
  "invitation.make": async (world) =>
    withMore(await administrator(world), { secret: newSecret() }, invited()),
  "invitation.revoke": async (world) => {
    const { ctx, id } = await openInvitation(world);
    return { ctx, input: { id } };
  },
  "invitation.accept": async (world) => {
    const { token } = await openInvitation(world);
    const judged = done({ of: null, passwordHash: "new" });
    return withMore(visitorCtx(world.db), { judged }, { token });
  },
  "security.set-grace": async (world) => {
    const ctx = await administrator(world);
    const [setting] = await world.db.select().from(securitySetting);
    return withMore(ctx, { shown: "second" }, { days: "5", version: setting!.version });
  },
  "security.reset-factors": async (world) => {
    const { id } = await world.person({ districts: [world.north] });
    return { ctx: await administrator(world), input: { id } };
  },
  "security.add-factor": async (world) => {
    const { ctx } = await world.person();
    const shown = {
      kind: "passkey" as const,
      credentialId: newSecret(),
      publicKey: randomBytes(20),
      counter: 0,
    };
    const more = { judged: done(shown), ownSession: null, codes: newRecoveryCodes() };
    return withMore(ctx(), more, { name: "Ключ" });
  },
  "security.renew-codes": async (world) => {
    const { ctx } = await withFactor(world);
    return withMore(ctx, { codes: newRecoveryCodes() }, {});
  },
  "security.name-factor": async (world) => {
    const { ctx, id } = await withFactor(world);
    return { ctx, input: { id, name: "Старий телефон" } };
  },
  "security.remove-factor": async (world) => {
    const { ctx, id } = await withFactor(world);
    return { ctx, input: { id } };
  },
  "record.export": async (world) => ({
    ctx: await administrator(world),
    input: { show: "deeds", filtered: false },
  }),
};
