import { person, volunteerProfile } from "../../../drizzle/schema/accounts";
import { record } from "../../audit/commands/record.server";
import { findDistrict } from "../../districts/queries.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import { done, type PersonId } from "../../platform/types";
import { signUpForm } from "../form";
import { orderProof } from "./prove-email.server";

/**
 * A volunteer's account, not verified yet, its contacts only claimed: whoever has them already loses nothing by it and is
 * not given away, since the same happens whether anybody has. The mail differs. Sent again it gives the same account, whatever
 * password came along: who signs in by it has to show that the password is the account's.
 */
export const signUp = command({
  name: "person.sign-up",
  input: signUpForm,
  run: async (tx, ctx: Inside & { passwordHash: string }, { name, email, phone, district }) => {
    const { passwordHash, locale } = ctx;
    const [made] = await tx
      .insert(person)
      .values({
        name,
        email: email || null,
        phone,
        passwordHash,
        locale,
        standing: "unverified",
        createdAt: ctx.now,
      })
      .returning({ id: person.id });
    const id = made!.id as PersonId;
    const homeDistrictId = district ? await findDistrict(tx, district) : null;
    await tx.insert(volunteerProfile).values({ personId: id, homeDistrictId, languages: [locale] });
    await record(tx, ctx, { type: "person.signed_up", thingId: id, districtId: homeDistrictId });
    if (email) await orderProof(tx, ctx, id, email);
    return done(id);
  },
});
