import { eq } from "drizzle-orm";
import { messageSetting } from "../../../drizzle/schema/messages";
import { readProven } from "../../accounts/queries/proven.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { clockOf } from "../rules/quiet";
import { CHANNELS, CHOSEN_KINDS, type ChosenKind } from "../types";
import { deadAmong } from "./dead-addresses.server";
import { readOwnDevices } from "./push-devices.server";

/** What concerns whom. */
const CONCERNS: Record<ChosenKind, (actor: Member) => boolean> = {
  tasks: ({ standing }) => standing !== null,
  shifts: ({ standing }) => standing !== null,
  lending: () => true,
  broadcasts: () => true,
  coordination: ({ administrator, districts }) => administrator || districts.length > 0,
};

/** By what somebody hears, as they have set it, and whether it reaches them; `pushKey` where push messages are offered. */
export async function readOwnMessages(ctx: Ctx<Member>, pushKey: string | null = null) {
  const { db, actor } = ctx;
  const { personId } = actor;
  const [devices, { email, phone }, [set]] = await Promise.all([
    readOwnDevices(ctx),
    readProven(db, personId),
    db.select().from(messageSetting).where(eq(messageSetting.personId, personId)),
  ]);
  const dead = await deadAmong(db, [email, phone]);
  const off = set?.off ?? [];
  const kinds = CHOSEN_KINDS.filter((kind) => CONCERNS[kind](actor));
  const by = CHANNELS.filter((channel) => channel !== "push" || pushKey);
  return {
    kinds,
    by,
    pushKey,
    devices,
    on: kinds.flatMap((kind) =>
      by.map((channel) => `${kind}.${channel}`).filter((one) => !off.includes(one)),
    ),
    quietFrom: typeof set?.quietFrom === "number" ? clockOf(set.quietFrom) : "",
    quietTo: typeof set?.quietTo === "number" ? clockOf(set.quietTo) : "",
    version: set?.version ?? 0,
    reached: { email: email !== null, sms: phone !== null, push: devices.length > 0 },
    isMailDead: email !== null && dead.includes(email),
    isPhoneDead: phone !== null && dead.includes(phone),
  };
}
