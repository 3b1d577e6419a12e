import type { Point } from "../../platform/types";
import type { Boundary, MultiPolygon } from "../types";
import { type Draft, type Fields, isFields, readFeature } from "./feature";
import { type Finding, finding } from "./findings";
import { overlapArea } from "./overlap";
import { checkPlacing } from "./placing";
import { checkRings } from "./rings";

/** Far above any city; it bounds the time that checking can take. */
const MOST_DISTRICTS = 500;
const MOST_POSITIONS = 50_000;
const MOST_OVERLAPS = 100;

/** ETRS 89 (EPSG 4258) is within a metre of WGS 84. */
const WGS84 = /(^|[:/])(CRS84|WGS ?84|4326|4258)$/i;

export type DistrictReport = {
  /** In the file's order, those that no error speaks of, wound as RFC 7946 asks. */
  districts: Boundary[];
  findings: Finding[];
};

/**
 * Reads and checks GeoJSON (RFC 7946) of a city's districts: a FeatureCollection, one Feature, or features line by line (RFC 8142).
 * Takes the text of a file or what was parsed from it, or anything else; throws nothing.
 * `centre` is the city's, in degrees. Gaps between districts are no error: lakes and the sea.
 */
export function readDistricts(input: unknown, centre: Point): DistrictReport {
  const parsed = typeof input === "string" ? parse(input) : { value: input };
  if (!parsed) return refused(finding("not_json", null));
  const { value } = parsed;
  const features = featuresOf(value);
  if (!isFields(value) || !features) {
    const found = isFields(value) && typeof value.type === "string" ? value.type : "?";
    return refused(finding("not_feature_collection", null, { found }));
  }
  if (features.length === 0) return refused(finding("no_features", null));
  const crs = foreignCrs(value);
  if (crs) return refused(finding("crs_unsupported", null, { crs }));
  const drafts = readFeatures(features);
  if (!drafts)
    return refused(
      finding("too_large", null, { districts: MOST_DISTRICTS, positions: MOST_POSITIONS }),
    );
  return check(drafts, centre);
}

const refused = (why: Finding): DistrictReport => ({ districts: [], findings: [why] });

function parse(text: string): { value: unknown } | null {
  const whole = text.replace(/^\uFEFF/, "");
  return json(whole) ?? sequence(whole);
}

function json(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** One text of JSON in each line, with or without the record separator before it. */
function sequence(text: string): { value: unknown } | null {
  const lines = text
    .replaceAll("\u001E", "\n")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length > MOST_DISTRICTS) return null;
  const features: unknown[] = [];
  for (const line of lines) {
    const read = json(line);
    if (!read) return null;
    features.push(read.value);
  }
  return features.length > 1 ? { value: { type: "FeatureCollection", features } } : null;
}

/** Also those of a collection within the collection; null where it is none. */
function featuresOf(value: unknown): unknown[] | null {
  if (!isFields(value)) return null;
  if (value.type === "Feature") return [value];
  if (value.type !== "FeatureCollection" || !Array.isArray(value.features)) return null;
  return value.features.flatMap((one) =>
    isFields(one) && one.type === "FeatureCollection" && Array.isArray(one.features)
      ? one.features
      : [one],
  );
}

/** The name of a coordinate system other than WGS 84, from the member that GeoJSON had until 2016. */
function foreignCrs({ crs }: Fields): string | null {
  if (crs === undefined || crs === null) return null;
  const properties = isFields(crs) && isFields(crs.properties) ? crs.properties : {};
  const name = properties.name ?? properties.href;
  if (typeof name !== "string") return "?";
  return WGS84.test(name.trim()) ? null : name;
}

function readFeatures(features: unknown[]): Draft[] | null {
  if (features.length > MOST_DISTRICTS) return null;
  let positions = 0;
  const drafts: Draft[] = [];
  for (const [i, feature] of features.entries()) {
    const draft = readFeature(feature, i);
    for (const ring of draft.polygons?.flat() ?? []) positions += ring.length;
    if (positions > MOST_POSITIONS) return null;
    drafts.push(draft);
  }
  return drafts;
}

type Checked = Draft & { geometry: MultiPolygon | null };

function check(read: Draft[], centre: Point): DistrictReport {
  const drafts = joined(read);
  const checked = drafts.map((draft) => checkGeometry(draft, centre));
  const doubts = [...duplicates(checked), ...overlaps(checked)];
  const spoilt = new Set(doubts.flatMap(({ between }) => between));
  const findings = checked.flatMap((draft) => [
    ...draft.findings,
    ...doubts.filter(({ between }) => between[1] === draft.feature).map(({ found }) => found),
  ]);
  const districts = checked.flatMap(({ feature, code, names, geometry, approximate, ...draft }) =>
    code && names && geometry && !spoilt.has(feature) && !draft.findings.some(isError)
      ? [{ code, names, geometry, approximate }]
      : [],
  );
  return { districts, findings };
}

/** Features of one code and name are parts of one district; of one code and two names, one of them is wrong. */
function joined(drafts: Draft[]): Draft[] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const whole = draft.code && draft.names && draft.polygons;
    const key = JSON.stringify(whole ? [draft.code, draft.names] : draft.feature);
    groups.set(key, [...(groups.get(key) ?? []), draft]);
  }
  return [...groups.values()].map(([first, ...others]): Draft => {
    if (others.length === 0) return first!;
    const parts = [first!, ...others];
    const params = { code: first!.code!, count: parts.length };
    return {
      ...first!,
      approximate: parts.some(({ approximate }) => approximate),
      polygons: parts.flatMap(({ polygons }) => polygons ?? []),
      findings: [...first!.findings, finding("features_joined", first!, params)],
    };
  });
}

const isError = ({ severity }: Finding) => severity === "error";

function checkGeometry(draft: Draft, centre: Point): Checked {
  if (!draft.polygons) return { ...draft, geometry: null };
  const misplaced = checkPlacing(draft, draft.polygons, centre);
  if (misplaced) return { ...draft, geometry: null, findings: [...draft.findings, misplaced] };
  const { polygons, findings } = checkRings(draft, draft.polygons);
  return {
    ...draft,
    findings: [...draft.findings, ...findings],
    geometry: findings.some(isError) ? null : { type: "MultiPolygon", coordinates: polygons },
  };
}

/** A finding about two features; which of them is wrong the file can't tell, so neither is used. */
type Doubt = { between: [earlier: number, later: number]; found: Finding };

function duplicates(drafts: Draft[]): Doubt[] {
  const first = new Map<string, Draft>();
  return drafts.flatMap((draft): Doubt[] => {
    if (!draft.code) return [];
    const other = first.get(draft.code);
    if (!other) {
      first.set(draft.code, draft);
      return [];
    }
    const params = { code: draft.code, other: other.label };
    return [
      {
        between: [other.feature, draft.feature],
        found: finding("code_duplicate", draft, params),
      },
    ];
  });
}

function overlaps(drafts: Checked[]): Doubt[] {
  const doubts: Doubt[] = [];
  for (const [i, later] of drafts.entries())
    for (const earlier of drafts.slice(0, i)) {
      if (!later.geometry || !earlier.geometry) continue;
      if (doubts.length >= MOST_OVERLAPS) return doubts;
      const squareMetres = Math.round(overlapArea(earlier.geometry, later.geometry));
      if (squareMetres === 0) continue;
      const params = { other: earlier.label, squareMetres };
      doubts.push({
        between: [earlier.feature, later.feature],
        found: finding("districts_overlap", later, params),
      });
    }
  return doubts;
}
