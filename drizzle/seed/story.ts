import type { Skill, Vehicle } from "../../app/accounts/types";
import type { Priority } from "../../app/districts/types";
import type { Locale, VolunteerStanding } from "../../app/platform/types";
import type { Lift, Vulnerable } from "../../app/requests/types";

export type Place = { street: string; district: string; lat: number; lon: number };
export type Helper = {
  key: string;
  name: string;
  phone: string;
  standing: VolunteerStanding;
  place: number;
  skills: Skill[];
  vehicle: Vehicle;
  radius: number;
  when?: string[];
  /** Has just said to be free for so many hours. */
  freeFor?: number;
};
/** One request and how far its story has gone. */
export type Tale = {
  category: string;
  details: string;
  place: number;
  flat: string;
  floor?: number;
  lift?: Lift;
  access: string;
  name: string;
  phone: string;
  /** For whom it is, where somebody else asks. */
  forName?: string;
  forPhone?: string;
  locale?: Locale;
  people: number;
  vulnerable?: Vulnerable[];
  hours?: number;
  /** Minutes before now. */
  ago: number;
  priority?: Priority;
  quantity?: number;
  delivered?: number;
  fate: Fate;
  helper?: string;
  note?: string;
};
export type Fate =
  | "new"
  | "unplaced"
  | "triaged"
  | "offered"
  | "declined_offer"
  | "assigned"
  | "on_the_way"
  | "on_site"
  /** At the door, asked whether all is well, and not heard of since. */
  | "silent"
  | "done"
  | "fulfilled"
  | "came"
  | "came_not"
  | "cancelled"
  | "declined"
  | "duplicate"
  | "failed";
/** Something that a volunteer of the story offers. */
export type Thing = {
  kind: string;
  title: string;
  organisation?: string;
  quantity: number;
  owner: string;
  place: number;
  conditions?: string;
  attributes?: Record<string, number | string | boolean>;
  fresh?: boolean;
  /** Reserved for the task that this helper is on; `late`: should be back already. */
  for?: { helper: string; quantity: number; fetched?: boolean; late?: boolean };
};
/** A shift of every day, from tomorrow on. */
export type Duty = {
  place: number;
  name: string;
  role: string;
  skill?: Skill;
  capacity: number;
  minimum: number;
  at: string;
  hours: number;
  who: string[];
  contact?: string;
};
/** A demo city's people and what has happened to them: `demo/<city>.json`. */
export type Story = {
  locale: Locale;
  administrator: string;
  /** Opened so many minutes ago, and still open. */
  incident: { name: string; districts: string[]; ago: number };
  coordinators: { key: string; name: string; districts: string[] }[];
  places: Place[];
  volunteers: Helper[];
  tales: Tale[];
  things: Thing[];
  rota: Duty[];
};
