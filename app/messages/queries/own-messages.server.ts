import { eq } from "drizzle-orm";
import { messageSetting } from "../../../drizzle/schema/messages";
import { readProven } from "../../accounts/queries/proven.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { clockOf } from "../rules/quiet";
import { CHANNELS, CHOSEN_KINDS, type ChosenKind } from "../types";
import { isDead } from "./dead-mail.server";
import { unreachable } from "./unreachable.server";

/** What concerns whom. */
const CONCERNS: Record<ChosenKind, (actor: Member) => boolean> = {
  tasks: ({ standing }) => standing !== null,
  shifts: ({ standing }) => standing !== null,
  broadcasts: () => true,
  coordination: ({ administrator, districts }) => administrator || districts.length > 0,
};

/** By what somebody hears, as they have set it, and whether it reaches them. */
export async function readOwnMessages({ db, actor }: Ctx<Member>) {
  const { personId } = actor;
  const [{ email, phone }, [set]] = await Promise.all([
    readProven(db, personId),
    db.select().from(messageSetting).where(eq(messageSetting.personId, personId)),
  ]);
  const off = set?.off ?? [];
  const kinds = CHOSEN_KINDS.filter((kind) => CONCERNS[kind](actor));
  return {
    kinds,
    on: kinds.flatMap((kind) =>
      CHANNELS.map((channel) => `${kind}.${channel}`).filter((one) => !off.includes(one)),
    ),
    quietFrom: typeof set?.quietFrom === "number" ? clockOf(set.quietFrom) : "",
    quietTo: typeof set?.quietTo === "number" ? clockOf(set.quietTo) : "",
    version: set?.version ?? 0,
    reached: { email: email !== null, sms: phone !== null },
    isMailDead: email !== null && (await isDead(db, email)),
    isPhoneDead: phone !== null && (await unreachable(db, [phone])).has(phone),
  };
}
