import type { ResultOf } from "../platform/types";
import type { readCertificate } from "./queries/certificate.server";
import type { readNumbers } from "./queries/numbers.server";
import type { readReport } from "./queries/report.server";

export type { DistrictLine } from "./queries/by-district.server";
export type { ChannelHealth, FailedJob, readJobs, readSizes } from "./queries/health.server";
export type { Counted } from "./queries/numbers.server";
export type { DistrictUse, LateThen } from "./queries/touched.server";
export type Numbers = ResultOf<typeof readNumbers>;
export type Certificate = NonNullable<ResultOf<typeof readCertificate>>;
export type Report = ResultOf<typeof readReport>;
