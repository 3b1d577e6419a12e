import type { ResultOf } from "../platform/types";
import type { readCoordinators } from "./queries/coordinators.server";
import type { readOwnAccount, readOwnProfile } from "./queries/own.server";
import type { readOwnSecurity } from "./queries/own-security.server";
import type { readStaffSecurity } from "./queries/staff-security.server";
import type { listVolunteers, openVolunteer } from "./queries/volunteers.server";

export type Coordinators = ResultOf<typeof readCoordinators>;
export type OwnAccount = ResultOf<typeof readOwnAccount>;
export type OwnProfile = ResultOf<typeof readOwnProfile>;
export type OwnSecurity = ResultOf<typeof readOwnSecurity>;
export type StaffSecurity = ResultOf<typeof readStaffSecurity>;
export type VolunteerRow = ResultOf<typeof listVolunteers>["volunteers"][number];
export type OpenedVolunteer = ResultOf<typeof openVolunteer>;
