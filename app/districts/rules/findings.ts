/** Everything that can be wrong with a file of district boundaries, and how much it matters. */
const SEVERITIES = {
  not_json: "error",
  not_feature_collection: "error",
  no_features: "error",
  too_large: "error",
  crs_unsupported: "error",
  not_feature: "error",
  code_missing: "error",
  code_malformed: "error",
  code_duplicate: "error",
  features_joined: "warning",
  name_missing: "error",
  geometry_missing: "error",
  geometry_unsupported: "error",
  coordinates_malformed: "error",
  coordinates_projected: "error",
  coordinates_out_of_range: "error",
  axes_swapped: "error",
  far_from_city: "error",
  ring_too_short: "error",
  ring_not_closed: "error",
  ring_without_area: "error",
  ring_crosses_itself: "error",
  ring_wound_wrong: "warning",
  crumb_dropped: "warning",
  hole_outside: "error",
  hole_fills: "error",
  holes_overlap: "error",
  part_inside: "error",
  parts_overlap: "error",
  districts_overlap: "error",
} as const satisfies Record<string, "error" | "warning">;

export type FindingCode = keyof typeof SEVERITIES;
export const FINDING_CODES = Object.keys(SEVERITIES) as FindingCode[];

/** One thing that is wrong; its text is `admin:finding.<code>` filled in with `params`. */
export type Finding = {
  code: FindingCode;
  /** After a warning the district was repaired and is used; after an error it is not. */
  severity: "error" | "warning";
  /** Place in the file's list, from 0; null when the file as a whole is meant. */
  feature: number | null;
  /** The district's name, else its code, else `#` and its number from 1; null as above. */
  name: string | null;
  params: Record<string, string | number>;
};

export const finding = (
  code: FindingCode,
  of: { feature: number; label: string } | null,
  params: Finding["params"] = {},
): Finding => ({
  code,
  severity: SEVERITIES[code],
  feature: of?.feature ?? null,
  name: of?.label ?? null,
  params: of ? { name: of.label, ...params } : params,
});
