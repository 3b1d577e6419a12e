import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { district, invitation, invitationDistrict } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import type { Ctx } from "../../platform/context.server";
import { enqueueLink } from "../../platform/mail.server";
import { newSecret, secretHash } from "../../platform/secret.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import type { InvitationForm } from "../form";
import { exceeds, mayAppoint } from "../policy";
import { readReach } from "../queries/account.server";

const DAYS = 7;

/**
 * Invites a coordinator or administrator by a mailed link that works once within a week. Gives another link, for those whom
 * mail does not reach: it opens the same, and shows nothing of whose the address is. Refuses: `forbidden`, `district.unknown`.
 */
export async function invite(ctx: Ctx<Member>, form: InvitationForm): Promise<Result<string>> {
  if (!mayAppoint(ctx.actor)) return refuse("forbidden");
  return makeInvitation(ctx, form, ctx.actor.personId);
}

/** An invitation by nobody: the first administrator's, made at the machine itself. */
export async function makeInvitation(
  ctx: Ctx,
  form: InvitationForm,
  invitedBy: string | null,
): Promise<Result<string>> {
  const secret = newSecret();
  const url = `${ctx.origin}/invitations/${secret}`;
  return ctx.db.transaction(async (tx) => {
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
    const [made] = await tx
      .insert(invitation)
      .values({
        secretHash: secretHash("invitation", secret),
        email,
        name,
        locale,
        administrator,
        invitedBy,
        createdAt: ctx.now,
        expiresAt: new Date(ctx.now.getTime() + DAYS * 86_400_000),
      })
      .returning({ id: invitation.id });
    const invitationId = made!.id;
    if (districts.length > 0)
      await tx
        .insert(invitationDistrict)
        .values(districts.map(({ id }) => ({ invitationId, districtId: id })));
    const line = { type: "invitation.made", thingId: invitationId } as const;
    await record(tx, ctx, line);
    if (invitedBy) await enqueueLink(tx, { template: "invitation", invitationId });
    return done(url);
  });
}

/** Refuses: `forbidden`, `invitation.unknown`. */
export async function revokeInvitation(ctx: Ctx<Member>, id: string): Promise<Result<null>> {
  if (!mayAppoint(ctx.actor)) return refuse("forbidden");
  return ctx.db.transaction(async (tx) => {
    const revoked = await tx
      .update(invitation)
      .set({ revokedAt: ctx.now })
      .where(
        and(eq(invitation.id, id), isNull(invitation.acceptedAt), isNull(invitation.revokedAt)),
      )
      .returning({ id: invitation.id });
    if (revoked.length === 0) return refuse("invitation.unknown");
    const line = { type: "invitation.revoked", thingId: id } as const;
    await record(tx, ctx, line);
    return done(null);
  });
}

/** What still opens something: not used, not taken back, not too old. */
export const stillOpen = (now: Date) =>
  and(isNull(invitation.acceptedAt), isNull(invitation.revokedAt), gt(invitation.expiresAt, now));
