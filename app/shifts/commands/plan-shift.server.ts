import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result } from "../../platform/types";
import { planForm, type ShiftForm } from "../form";
import { keepsShifts } from "../policy";
import { publishDraft } from "./publish-shift.server";
import { addSeries, fill, repeating } from "./series-parts.server";
import { addShift, type NewShift, wishOf } from "./shifts.server";
import type { ShiftRow, Zoned } from "./sign-ups.server";

/**
 * A coordinator plans a shift, repeating where the form says how and then for the first eight weeks, and published at once
 * if that was asked for. Gives the first shift's id. Refuses: `district.unknown`, `forbidden`, `shift.window`, `shift.roles`,
 * `shift.lasts`, `shift.never`.
 */
export const planShift = command({
  name: "shift.plan",
  input: planForm,
  may: keepsShifts,
  run: async (tx, ctx: Inside<Member>, form) => {
    const wish = await wishOf(tx, ctx, form);
    if (!wish.ok) return wish;
    const made = await add(tx, ctx, wish.value, form);
    if (!made.ok || !form.publish) return made.ok ? done(made.value.id) : made;
    const published = await publishDraft(tx, ctx, made.value);
    return published.ok ? done(made.value.id) : published;
  },
});

/** The shift, or the first one of a series. */
async function add(
  tx: Tx,
  ctx: Zoned<Acting<Member>>,
  wish: NewShift,
  { rule, except }: Pick<ShiftForm, "rule" | "except">,
): Promise<Result<ShiftRow>> {
  if (rule === null) return done(await addShift(tx, ctx, wish, ctx.actor.personId));
  const series = repeating(ctx, wish, { rule, except });
  if (!series.ok) return series;
  const { id } = await addSeries(tx, ctx, wish, series.value);
  const made = await fill(tx, ctx, id);
  return made.ok ? done(made.value[0]!) : made;
}
