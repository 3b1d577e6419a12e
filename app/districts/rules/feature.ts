import { FALLBACK_LOCALE, LOCALES, type Names } from "../../platform/types";
import type { Ring } from "../types";
import { type Finding, finding } from "./findings";
import type { Position } from "./geometry";

/** What could be read of one feature; whatever is missing has its finding. */
export type Draft = {
  feature: number;
  label: string;
  code: string | null;
  names: Names | null;
  approximate: boolean;
  polygons: Ring[][] | null;
  findings: Finding[];
};

const LONGEST_CODE = 60;
const CODE = /^[a-z0-9_-]{1,60}$/;
/** What addresses say for the queue of the whole city. */
const NO_DISTRICT = "none";

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads a GeoJSON Feature (RFC 7946, section 3.2) that should be a district; takes anything, throws nothing. */
export function readFeature(value: unknown, feature: number): Draft {
  const source = isFields(value) ? value : {};
  const properties = isFields(source.properties) ? source.properties : {};
  const code = readCode(properties.code) ?? readCode(properties.id) ?? readCode(source.id);
  const names = readNames(properties.name);
  const label = names?.en ?? code ?? `#${feature + 1}`;
  const draft: Draft = {
    feature,
    label,
    code,
    names,
    approximate: properties.approximate === true,
    polygons: null,
    findings: [],
  };
  if (source.type !== "Feature") {
    draft.findings.push(finding("not_feature", draft));
    return draft;
  }
  if (!code) draft.findings.push(finding("code_missing", draft));
  else if (!CODE.test(code) || code === NO_DISTRICT)
    draft.findings.push(finding("code_malformed", draft, { code: code.slice(0, LONGEST_CODE) }));
  if (!names) draft.findings.push(finding("name_missing", draft));
  readGeometry(source.geometry, draft);
  return draft;
}

function readCode(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return readText(value);
}

/** Without control characters, which no column can hold and no page can show. */
function readText(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return value.replace(/\p{Cc}+/gu, " ").trim() || null;
}

function readNames(value: unknown): Names | null {
  const single = readText(value);
  if (single) return { [FALLBACK_LOCALE]: single };
  if (!isFields(value)) return null;
  const given = LOCALES.flatMap((locale) => {
    const name = readText(value[locale]);
    return name ? [[locale, name] as const] : [];
  });
  const names: Partial<Names> = Object.fromEntries(given);
  const fallback = names[FALLBACK_LOCALE] ?? given[0]?.[1];
  return fallback ? { ...names, [FALLBACK_LOCALE]: fallback } : null;
}

function readGeometry(geometry: unknown, draft: Draft): void {
  if (!isFields(geometry)) {
    draft.findings.push(finding("geometry_missing", draft));
    return;
  }
  const given = polygonsOf(geometry);
  if (typeof given === "string") {
    draft.findings.push(finding("geometry_unsupported", draft, { type: given }));
    return;
  }
  draft.polygons = listOf(given, (polygon) =>
    listOf(polygon, (ring) => listOf(ring, readPosition)),
  );
  if (!draft.polygons) draft.findings.push(finding("coordinates_malformed", draft));
}

/** The polygons of a geometry, also of a collection of nothing else; or the type in it that has none. */
function polygonsOf({ type, coordinates, geometries }: Fields): unknown[] | string {
  if (type === "Polygon") return [coordinates];
  if (type === "MultiPolygon") return Array.isArray(coordinates) ? coordinates : [];
  if (type !== "GeometryCollection" || !Array.isArray(geometries) || geometries.length === 0)
    return readText(type) ?? "?";
  const all: unknown[] = [];
  for (const one of geometries) {
    // A collection within a collection is what the standard advises against.
    if (!isFields(one) || one.type === "GeometryCollection") return "GeometryCollection";
    const given = polygonsOf(one);
    if (!Array.isArray(given)) return `GeometryCollection, ${given}`;
    all.push(...given);
  }
  return all;
}

/** Null when `value` is no list, is empty or holds one thing that can't be read. */
function listOf<Item>(value: unknown, read: (item: unknown) => Item | null): Item[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const items: Item[] = [];
  for (const each of value) {
    const item = read(each);
    if (item === null) return null;
    items.push(item);
  }
  return items;
}

/** A height, the third number, is dropped. */
function readPosition(value: unknown): Position | null {
  if (!Array.isArray(value)) return null;
  const [lon, lat] = value as unknown[];
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lon as number, lat as number] : null;
}
