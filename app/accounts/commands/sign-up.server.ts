import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { findDistrict } from "../../districts/queries.server";
import type { Ctx } from "../../platform/context.server";
import { hashPassword } from "../../platform/password.server";
import { normalPhone } from "../../platform/phone";
import { done, type PersonId, type Result, refuse } from "../../platform/types";
import type { SignUpForm } from "../form";
import { orderProof } from "./prove-email.server";

type Context = Ctx & { callingCode: string };

/**
 * A volunteer's account, not verified yet, its contacts only claimed: whoever has them already loses nothing by it and is
 * not given away, since the same happens whether anybody has. The mail differs. Refuses: `account.phone`.
 */
export async function signUp(ctx: Context, form: SignUpForm): Promise<Result<PersonId>> {
  const phone = form.phone ? normalPhone(form.phone, ctx.callingCode) : null;
  if (form.phone && !phone) return refuse("account.phone");
  const { name, email, district } = form;
  const passwordHash = await hashPassword(form.password);
  return ctx.db.transaction(async (tx) => {
    const [made] = await tx
      .insert(person)
      .values({
        name,
        email: email || null,
        phone,
        passwordHash,
        locale: ctx.locale,
        standing: "unverified",
        createdAt: ctx.now,
      })
      .returning({ id: person.id });
    const id = made!.id as PersonId;
    const homeDistrictId = district ? await findDistrict(tx, district) : null;
    await tx
      .insert(volunteerProfile)
      .values({ personId: id, homeDistrictId, languages: [ctx.locale] });
    const line = { type: "person.signed_up", thingId: id } as const;
    await record(tx, ctx, { ...line, districtId: homeDistrictId });
    if (email) await orderProof(tx, ctx, id, email);
    return done(id);
  });
}
