import { z } from "zod";
import { versionField } from "../districts/form";
import { idField as id, momentField } from "../platform/form";

/** A message is the code of its text, `overview:error.<code>`. */
const name = z.string().trim().min(1, "name").max(120, "long");
const moment = (zone: string) =>
  momentField(zone, "time").transform((at, context): Date => {
    if (at) return at;
    context.addIssue({ code: "custom", message: "time" });
    return z.NEVER;
  });
const districts = z.array(z.string()).min(1, "districts");

type City = { city: { zone: string } };

export const incidentForm = ({ city }: City) =>
  z.object({ name, starts: moment(city.zone), districts });

export const incidentEditForm = ({ city }: City) =>
  incidentForm({ city }).extend({ id, version: versionField });

/** Without an end, it ends now. */
export const closingForm = ({ city }: City) =>
  z.object({ id, version: versionField, ends: momentField(city.zone, "time") });

export const reopeningForm = z.object({ id, version: versionField });
