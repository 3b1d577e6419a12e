import type { DistrictId, Locale, Names, Point } from "../platform/types";

/** `critical` is life at risk. In order of urgency. */
export const PRIORITIES = ["critical", "high", "normal", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Minutes that may pass, by stage of a request. */
export type Clock = { triageMinutes: number; assignMinutes: number; fulfilMinutes: number };
export type Clocks = Record<Priority, Clock>;

/** A ring is closed: its first and last position are the same `[longitude, latitude]`. */
export type Ring = [number, number][];
export type MultiPolygon = { type: "MultiPolygon"; coordinates: Ring[][] };

export type District = {
  id: DistrictId;
  code: string;
  names: Names;
  geometry: MultiPolygon;
  approximate: boolean;
};

/** A district as a file of boundaries gives it, before the database has given it an id. */
export type Boundary = Omit<District, "id">;

/** Something to choose from, by its code and its names. */
export type Choice = { code: string; names: Names };

/** What a category's quantity is counted in; the names are texts, these are their keys. */
export const UNITS = ["litre", "portion", "person", "hour", "piece", "kwh"] as const;
export type Unit = (typeof UNITS)[number];

/** A kind of help that residents can ask for. */
export type Category = {
  code: string;
  names: Names;
  /** A sentence as a resident would say it. */
  examples: Names;
  unit: Unit | null;
  /** What a request starts with, until a coordinator has looked. */
  priority: Priority;
  position: number;
};

/** Who runs the site and whom one can ask, as the city's administrators wrote it. */
export const ABOUT_FIELDS = [
  "organisation",
  "address",
  "email",
  "helpLine",
  "lendingTerms",
  "volunteerAge",
  "dataContact",
  "authority",
] as const;
export type About = Partial<Record<(typeof ABOUT_FIELDS)[number], string>>;

export type City = {
  code: string;
  names: Names;
  /** IANA name. */
  zone: string;
  /** In the city's order: the first is what a reader gets who asks for none of them. */
  locales: Locale[];
  emergencyNumber: string;
  /** Without the plus: `372`. */
  callingCode: string;
  centre: Point;
  mapZoom: number;
  credits: Names[];
  about: About;
};
