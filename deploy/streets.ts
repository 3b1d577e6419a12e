// `npm run streets -- FILE [--check]`: says what is in a list of the city's streets (GeoJSON or CSV); without `--check` it takes
// the place of the list before.
import { parseArgs } from "node:util";
import { loadStreets } from "../app/districts/commands/load-streets.server";
import { readCity } from "../app/districts/queries.server";
import { readStreets } from "../app/districts/rules/streets";
import { translator } from "../app/i18n/translate";
import { execute } from "../app/platform/command.server";
import { decode } from "../app/platform/csv";
import { FALLBACK_LOCALE } from "../app/platform/types";
import { readInput } from "./input-file";
import { withStore } from "./with-store";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean", default: false } },
});

const text = decode(readInput(positionals[0], "npm run streets -- FILE [--check]")) ?? "";

await withStore(async ({ store, origin }) => {
  const { db } = store.connection;
  const city = await readCity(db);
  const report = readStreets(text, { lat: city.lat, lon: city.lon });
  const t = translator(FALLBACK_LOCALE);
  const { streets, problem, skipped } = report;
  if (problem) {
    console.log(t(`admin:streets.problem.${problem}`));
    return 1;
  }
  console.log(t("admin:streets.count", { count: streets.length, number: String(streets.length) }));
  for (const [why, count] of Object.entries(skipped))
    if (count > 0)
      console.log(t(`admin:streets.skipped.${why as "far"}`, { count, number: String(count) }));
  if (values.check) return 0;
  const actor = { kind: "system", name: "npm run streets" } as const;
  const around = { db, now: new Date(), locale: FALLBACK_LOCALE, origin, actor, city } as const;
  const loaded = await execute({ ...around, report }, loadStreets, { text });
  console.log(loaded.ok ? "done" : loaded.code);
  return loaded.ok ? 0 : 1;
});
