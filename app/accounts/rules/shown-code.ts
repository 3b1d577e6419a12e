import { createHmac } from "node:crypto";
import type { VolunteerStanding } from "../../platform/types";

const DAY = 86_400_000;

/** What the code of an account is for; whoever changes any of it shows another one. */
type Shown = { id: string; version: number; phone: string | null; email: string | null };

/** The six digits that an account shows its owner on one day (UTC), for a coordinator to see. Nothing of it is stored. */
export function shownCode(key: string, account: Shown, at: Date): string {
  const { id, version, phone, email } = account;
  const day = at.toISOString().slice(0, 10);
  const digest = createHmac("sha256", key)
    .update(JSON.stringify([id, version, phone, email, day]))
    .digest();
  return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
}

/** Today's and yesterday's are right: a page that was opened before midnight still counts. */
export const isShownCode = (key: string, account: Shown, code: string, now: Date): boolean =>
  [0, DAY].some((ago) => shownCode(key, account, new Date(now.getTime() - ago)) === code);

type Vouched = {
  standing: VolunteerStanding | null;
  phone: string | null;
  phoneProven: boolean;
};

/** Whether a coordinator has still to see a volunteer or their number. */
export const awaitsCoordinator = ({ standing, phone, phoneProven }: Vouched): boolean =>
  standing !== null && (standing !== "verified" || (phone !== null && !phoneProven));
