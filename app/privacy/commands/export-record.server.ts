import { record } from "../../audit/commands/record.server";
import { makeI18n } from "../../i18n/context";
import { command, execute } from "../../platform/command.server";
import type { Ctx, Inside } from "../../platform/context.server";
import { csvOut } from "../../platform/csv-out.server";
import { done, type Member, type Result } from "../../platform/types";
import { wallTime } from "../../platform/zone";
import { exportForm } from "../form";
import { mayReadRecord } from "../policy";
import { readDeeds, readLooks } from "../queries/record.server";
import { filterQuery, type RecordFilter } from "../rules/filter";
import { wordsOf } from "../rules/record-types";

/** More than anybody reads; a longer time is asked for in parts. */
const MOST = 10_000;

/** Puts on record that somebody takes the record out: what of it, not what they look for. */
const takeOut = command({
  name: "record.export",
  input: exportForm,
  may: mayReadRecord,
  run: async (tx, ctx: Inside<Member>, data) => {
    await record(tx, ctx, { type: "person.record_exported", thingId: ctx.actor.personId, data });
    return done(null);
  },
});

/** What the record's page shows, as CSV; that it was taken out goes on record first. Refuses: `forbidden`. */
export async function exportRecord(
  ctx: Ctx<Member> & { zone: string },
  filter: RecordFilter,
): Promise<Result<string>> {
  const filtered = filterQuery(filter) !== `show=${filter.show}`;
  const taken = await execute(ctx, takeOut, { show: filter.show, filtered });
  if (!taken.ok) return taken;
  const { t, name } = makeI18n(ctx.locale, ctx.zone, ctx.now);
  const all = { ...filter, after: null };
  const rows =
    filter.show === "looks"
      ? (await readLooks(ctx, all, MOST)).lines.map((line) => ({
          at: wallTime(line.at, ctx.zone),
          who: line.who,
          what: t(`privacy:kindOfLook.${line.kind}`),
          about: line.mark,
          page: t(`privacy:page.${line.page}`),
          district: line.districtNames ? name(line.districtNames) : "",
        }))
      : (await readDeeds(ctx, all, MOST)).lines.map((line) => ({
          at: wallTime(line.at, ctx.zone),
          who: line.who ?? t(`privacy:actor.${line.actor}`),
          type: line.type,
          what: t(wordsOf(line.type)),
          about: line.mark,
          reason: line.reason,
          district: line.districtNames ? name(line.districtNames) : "",
        }));
  return done(csvOut(rows, ctx));
}
