import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { district } from "../../../drizzle/schema/districts";
import { incident, incidentDistrict } from "../../../drizzle/schema/incidents";
import { record } from "../../audit/commands/record.server";
import { type Lifecycle, transition } from "../../audit/commands/transition.server";
import { lastChange } from "../../audit/queries/last-change.server";
import { command } from "../../platform/command.server";
import type { Inside } from "../../platform/context.server";
import type { Tx } from "../../platform/database.server";
import { done, type Member, type Result, refuse } from "../../platform/types";
import { closingForm, incidentEditForm, incidentForm, reopeningForm } from "../form";
import { mayKeepIncidents } from "../policy";
import { judgeEnd, judgeStart } from "../rules/timing";
import { incidentTransitions } from "../states";
import type { IncidentState } from "../types";

const life: Lifecycle<"incident", typeof incident, IncidentState> = {
  thing: "incident",
  table: incident,
  transitions: incidentTransitions,
  refusal: "incident.moved_on",
};

/**
 * Opens an incident for some districts. What has come in there since it began, and belongs to none, is put into it afterwards.
 * Refuses: `district.unknown`, `input` for a time to come or long ago.
 */
export const openIncident = command({
  name: "incident.open",
  input: incidentForm,
  may: mayKeepIncidents,
  run: async (tx, ctx: Inside<Member>, { name, starts: startsAt, districts: codes }) => {
    const wrong = judgeStart(startsAt, ctx.now);
    if (wrong) return invalid("starts", wrong);
    const districts = await idsOf(tx, codes);
    if (!districts) return refuse("district.unknown");
    const createdBy = ctx.actor.personId;
    const [opened] = await tx
      .insert(incident)
      .values({ name, startsAt, createdBy, createdAt: ctx.now, stateAt: ctx.now })
      .returning({ id: incident.id });
    const { id } = opened!;
    await tx.insert(incidentDistrict).values(districts.map((districtId) => rowOf(id, districtId)));
    const data = { districts };
    await record(tx, ctx, { type: "incident.open", thingId: id, toState: "open", data });
    return done({ id });
  },
});

/** Refuses: `incident.unknown`, `incident.moved_on` for one that is closed, `conflict`, `district.unknown`, `input`. */
export const editIncident = command({
  name: "incident.edit",
  input: incidentEditForm,
  may: mayKeepIncidents,
  run: async (tx, ctx: Inside<Member>, { id, name, starts: startsAt, version, ...form }) => {
    const locked = await lockIncident(tx, id, version);
    if (!locked.ok) return locked;
    if (locked.value.state !== "open") return refuse("incident.moved_on");
    const wrong = judgeStart(startsAt, ctx.now);
    if (wrong) return invalid("starts", wrong);
    const districts = await idsOf(tx, form.districts, id);
    if (!districts) return refuse("district.unknown");
    await tx
      .update(incident)
      .set({ name, startsAt, version: version + 1 })
      .where(eq(incident.id, id));
    await tx.delete(incidentDistrict).where(eq(incidentDistrict.incidentId, id));
    await tx.insert(incidentDistrict).values(districts.map((districtId) => rowOf(id, districtId)));
    await record(tx, ctx, { type: "incident.edited", thingId: id, data: { districts } });
    return done(null);
  },
});

/** Nothing more is put into it by itself. Refuses: `incident.unknown`, `incident.moved_on`, `conflict`, `input`. */
export const closeIncident = command({
  name: "incident.close",
  input: closingForm,
  may: mayKeepIncidents,
  run: async (tx, ctx: Inside<Member>, { id, version, ends }) => {
    const locked = await lockIncident(tx, id, version);
    if (!locked.ok) return locked;
    const endsAt = ends ?? ctx.now;
    const wrong = judgeEnd({ ...locked.value, endsAt }, ctx.now);
    if (wrong) return invalid("ends", wrong);
    const closed = await transition(tx, ctx, life, locked.value, "closed", { set: { endsAt } });
    return closed.ok ? done(null) : closed;
  },
});

/** It was closed too early. Refuses: `incident.unknown`, `incident.moved_on`, `conflict`. */
export const reopenIncident = command({
  name: "incident.reopen",
  input: reopeningForm,
  may: mayKeepIncidents,
  run: async (tx, ctx: Inside<Member>, { id, version }) => {
    const locked = await lockIncident(tx, id, version);
    if (!locked.ok) return locked;
    const rows = await tx
      .select({ id: incidentDistrict.districtId })
      .from(incidentDistrict)
      .where(eq(incidentDistrict.incidentId, id));
    const opened = await transition(tx, ctx, life, locked.value, "open", {
      type: "incident.open",
      set: { endsAt: null },
      data: { districts: rows.map((row) => row.id) },
    });
    return opened.ok ? done(null) : opened;
  },
});

const rowOf = (incidentId: string, districtId: string) => ({ incidentId, districtId });

const invalid = (field: string, code: string): Result<never> => ({
  ok: false,
  code: "input",
  errors: { [field]: code },
});

async function lockIncident(tx: Tx, id: string, version: number) {
  const [found] = await tx.select().from(incident).where(eq(incident.id, id)).for("update");
  if (!found) return refuse("incident.unknown");
  if (found.version !== version) return refuse("conflict", await lastChange(tx, id));
  return done(found);
}

/** Districts that take new things, or that the incident has already; null where one is neither. */
async function idsOf(tx: Tx, codes: readonly string[], known?: string): Promise<string[] | null> {
  const own = known
    ? tx
        .select({ id: incidentDistrict.districtId })
        .from(incidentDistrict)
        .where(eq(incidentDistrict.incidentId, known))
    : [];
  const rows = await tx
    .select({ id: district.id })
    .from(district)
    .where(
      and(
        inArray(district.code, [...codes]),
        or(isNull(district.retiredAt), known ? inArray(district.id, own) : undefined),
      ),
    );
  return rows.length === new Set(codes).size ? rows.map(({ id }) => id) : null;
}
