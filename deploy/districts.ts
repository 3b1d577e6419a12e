// `npm run districts -- FILE [--check]`: says what is wrong with a GeoJSON of districts and what it would
// change; without `--check` it changes it, if nothing is wrong.
import { parseArgs } from "node:util";
import { redrawDistricts } from "../app/districts/commands/redraw.server";
import { readBoundaries } from "../app/districts/queries/boundaries.server";
import { readCity } from "../app/districts/queries.server";
import { changesOf } from "../app/districts/rules/changes";
import { readDistricts } from "../app/districts/rules/geojson";
import { translator } from "../app/i18n/translate";
import { execute } from "../app/platform/command.server";
import { FALLBACK_LOCALE } from "../app/platform/types";
import { readInput } from "./input-file";
import { withStore } from "./with-store";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean", default: false } },
});

const text = readInput(positionals[0], "npm run districts -- FILE [--check]").toString("utf8");

await withStore(async ({ store, origin }) => {
  const { db } = store.connection;
  const city = await readCity(db);
  const report = readDistricts(text, { lat: city.lat, lon: city.lon });
  const { districts, findings } = report;
  const t = translator(FALLBACK_LOCALE);
  for (const { severity, code, params } of findings)
    console.log(`${severity}: ${t(`admin:finding.${code}`, params)}`);
  if (findings.some(({ severity }) => severity === "error")) return 1;
  for (const { code, effect } of changesOf((await readBoundaries(db)).districts, districts))
    console.log(`${code}: ${t(`admin:districts.effects.${effect}`)}`);
  if (values.check) return 0;
  const actor = { kind: "system", name: "npm run districts" } as const;
  const around = { db, now: new Date(), locale: FALLBACK_LOCALE, origin, actor, city } as const;
  const redrawn = await execute({ ...around, report }, redrawDistricts, { text });
  console.log(redrawn.ok ? "done" : redrawn.code);
  return redrawn.ok ? 0 : 1;
});
