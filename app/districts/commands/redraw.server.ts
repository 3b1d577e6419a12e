import { eq, sql } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { record } from "../../audit/commands/record.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import type { Acting, Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, refuse } from "../../platform/types";
import { redrawForm } from "../form";
import { mayKeepCity } from "../policy";
import { readBoundaries } from "../queries/boundaries.server";
import { type Change, changesOf } from "../rules/changes";
import type { DistrictReport } from "../rules/geojson";
import type { Boundary } from "../types";

/**
 * Draws the city's districts anew from a file without errors. A district that the file lacks is
 * retired: it keeps its requests and takes no new ones. To read a file is slow, so whoever sends it has read it before:
 * `report` is what `readDistricts` made of it. Refuses: `district.wrong_file`, `conflict`.
 */
export const redrawDistricts = command({
  name: "district.redraw",
  input: redrawForm,
  may: mayKeepCity,
  run: async (tx, ctx: Inside & { report: DistrictReport }, input) => {
    const { districts: drawn, findings } = ctx.report;
    if (findings.some(({ severity }) => severity === "error")) return refuse("district.wrong_file");
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('districts'))`);
    const { stamp, districts } = await readBoundaries(tx);
    if (input.stamp !== null && input.stamp !== stamp)
      return refuse("conflict", await lastChange(tx, districts[0]?.id ?? ""));
    const changes = changesOf(districts, drawn);
    const byCode = new Map(drawn.map((one) => [one.code, one]));
    for (const { code, effect } of changes)
      if (effect !== "same") await apply(tx, ctx, { code, effect }, byCode.get(code));
    return done(changes);
  },
});

type Effective = { code: string; effect: Exclude<Change["effect"], "same"> };

async function apply(tx: Tx, ctx: Acting, { code, effect }: Effective, boundary?: Boundary) {
  const version = sql`${district.version} + 1`;
  const [changed] = boundary
    ? await tx
        .insert(district)
        .values(boundary)
        // A retired district that the file has again comes back as it was known.
        .onConflictDoUpdate({
          target: district.code,
          set: { ...boundary, retiredAt: null, version },
        })
        .returning({ id: district.id })
    : await tx
        .update(district)
        .set({ retiredAt: ctx.now, version })
        .where(eq(district.code, code))
        .returning({ id: district.id });
  const thingId = changed!.id;
  await record(tx, ctx, { type: `district.${effect}`, thingId, districtId: thingId });
}
