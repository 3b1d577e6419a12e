import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { invitation, invitationDistrict, person } from "../../../drizzle/schema/accounts";
import { district } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { enqueueLink } from "../../platform/mail.server";
import { secretHash } from "../../platform/secret.server";
import { done, refuse } from "../../platform/types";
import { idForm, invitationForm } from "../form";
import { exceeds, mayAppoint, mayInvite } from "../policy";
import { readReach } from "../queries/account.server";
import { hasProvenEmail } from "../queries/proven.server";
import { INVITATION_DAYS } from "../rules/limits";

/** Where the secret of an invitation opens it. */
export const invitationLink = (origin: string, secret: string) => `${origin}/invitations/${secret}`;

/**
 * Invites a coordinator or administrator by a mailed link that works once within a week. `secret`, at random and never out of a
 * key, makes another link, for those whom mail does not reach: it opens the same, and shows nothing of whose the address is. It
 * is kept as a hash, so what is sent again has no link. By the machine itself it is an invitation by nobody: the first
 * administrator's, which is not mailed. Refuses: `forbidden`, `district.unknown`, `account.has_reach` for whoever coordinates or
 * administers already.
 */
export const invite = command({
  name: "invitation.make",
  input: invitationForm,
  may: mayInvite,
  run: async (tx, ctx: Inside & { secret: string }, form) => {
    const invitedBy = ctx.actor.kind === "member" ? ctx.actor.personId : null;
    const { name, email, locale, administrator } = form;
    const districts = form.districts.length
      ? await tx
          .select({ id: district.id })
          .from(district)
          .where(and(inArray(district.code, form.districts), isNull(district.retiredAt)))
      : [];
    if (districts.length !== form.districts.length) return refuse("district.unknown");
    const reach = { administrator, districts: districts.map(({ id }) => id) };
    if (invitedBy && exceeds(reach, await readReach(tx, invitedBy))) return refuse("forbidden");
    if (invitedBy && (await hasReach(tx, email))) return refuse("account.has_reach");
    const [made] = await tx
      .insert(invitation)
      .values({
        secretHash: secretHash("invitation", ctx.secret),
        email,
        name,
        locale,
        administrator,
        invitedBy,
        createdAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + INVITATION_DAYS * 86_400_000),
      })
      .returning({ id: invitation.id });
    const invitationId = made!.id;
    if (districts.length > 0)
      await tx
        .insert(invitationDistrict)
        .values(districts.map(({ id }) => ({ invitationId, districtId: id })));
    await record(tx, ctx, { type: "invitation.made", thingId: invitationId });
    if (invitedBy) await enqueueLink(tx, { template: "invitation", invitationId });
    return done({ id: invitationId });
  },
});

/** Whose proven address it is coordinates or administers: what they may do is changed in the list of coordinators. */
async function hasReach(tx: Tx, email: string): Promise<boolean> {
  const [found] = await tx
    .select({ id: person.id, administrator: person.administrator })
    .from(person)
    .where(hasProvenEmail(email));
  if (!found) return false;
  const { administrator, districts } = await readReach(tx, found.id);
  return administrator || districts.length > 0;
}

/** Takes back an invitation that nobody has accepted. Refuses: `invitation.unknown`. */
export const revokeInvitation = command({
  name: "invitation.revoke",
  input: idForm,
  may: mayAppoint,
  run: async (tx, ctx, { id }) => {
    const revoked = await tx
      .update(invitation)
      .set({ revokedAt: ctx.now })
      .where(
        and(eq(invitation.id, id), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)),
      )
      .returning({ id: invitation.id });
    if (revoked.length === 0) return refuse("invitation.unknown");
    await record(tx, ctx, { type: "invitation.revoked", thingId: id });
    return done(null);
  },
});

/** What still opens something: not used, not taken back, not too old. */
export const stillOpen = (now: Date) =>
  and(isNull(invitation.acceptedAt), isNull(invitation.revokedAt), gt(invitation.expiresAt, now));
