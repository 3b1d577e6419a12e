import { and, eq, inArray, or } from "drizzle-orm";
import { person } from "../../../drizzle/schema/accounts";
import { task } from "../../../drizzle/schema/dispatch";
import { category } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { offer } from "../../../drizzle/schema/resources";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Member, Names } from "../../platform/types";
import type { AcceptedPlan } from "../commands/accept-plan.server";
import { lineOf } from "../rules/plan-line";
import { kindsOf } from "./own-tasks.server";

/** The lines that had grown stale, with the names that their reasons are told by; what is not the coordinator's is left out. */
export async function describeStale(ctx: Ctx<Member>, refused: AcceptedPlan["refused"]) {
  const { db, actor } = ctx;
  if (refused.length === 0) return [];
  const idsOf = (kind: string) =>
    refused.flatMap(({ line }) => (line.startsWith(`${kind}:`) ? line.slice(kind.length + 1) : []));
  const people = refused.flatMap(({ stale }) => (stale.what === "person" ? stale.person : []));
  const things = refused.flatMap(({ stale }) => (stale.what === "thing" ? stale.offer : []));
  const [tasks, requests, names, titles] = await Promise.all([
    db
      .select({ id: task.id, number: task.number, title: task.title, kinds: kindsOf })
      .from(task)
      .where(and(inScope(actor, task.districtId), inArray(task.id, idsOf("task")))),
    db
      .select({ id: request.id, names: category.names })
      .from(request)
      .innerJoin(category, eq(category.id, request.categoryId))
      .where(and(inScope(actor, request.districtId), inArray(request.id, idsOf("request")))),
    db
      .select({ id: person.id, name: person.name })
      .from(person)
      .where(
        and(
          inArray(person.id, people),
          or(eq(person.standing, "verified"), eq(person.standing, "suspended")),
        ),
      ),
    db
      .select({ id: offer.id, title: offer.title })
      .from(offer)
      .where(and(eq(offer.state, "verified"), inArray(offer.id, things))),
  ]);
  type About = { title: string; kinds: Names[]; number: number | null };
  const about = new Map<string, About>();
  for (const { id, ...row } of tasks) about.set(lineOf("task", id), row);
  for (const { id, names } of requests)
    about.set(lineOf("request", id), { title: "", kinds: [names], number: null });
  return refused.flatMap(({ line, stale }) => {
    const known = about.get(line);
    if (!known) return [];
    const name = stale.what === "person" ? names.find(({ id }) => id === stale.person)?.name : null;
    const thing =
      stale.what === "thing" ? titles.find(({ id }) => id === stale.offer)?.title : null;
    return { line, stale, ...known, name: name ?? null, thing: thing ?? null };
  });
}
