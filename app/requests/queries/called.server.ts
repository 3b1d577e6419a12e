import { and, eq, inArray, or, sql } from "drizzle-orm";
import { isOpen, request, requestPrivate } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import type { Member } from "../../platform/types";
import { keyOf, otherKeyOf, type Row } from "../commands/take-in.server";
import { type CalledIn, contactsOf } from "../rules/table";

type Listed = Row & { form: CalledIn["form"] };

/** By content, which rows have been taken in before, and the codes of open requests in reach that may be of the same people. */
export async function compareWithBoard(ctx: Ctx<Member>, rows: readonly Listed[]) {
  const keys = rows.flatMap((row) => [keyOf(row), otherKeyOf(row)]);
  const contacts = rows.map(({ form }) => contactsOf(form, ctx.city.callingCode));
  const of = (kind: string) => [
    ...new Set(contacts.flat().flatMap(([one, value]) => (one === kind ? [value] : []))),
  ];
  const address = sql<string>`trim(regexp_replace(lower(${requestPrivate.address}), '[\\s.,]+', ' ', 'g'))`;
  const [stored, open] = await Promise.all([
    ctx.db
      .select({ formKey: request.formKey })
      .from(request)
      .where(keys.length > 0 ? inArray(request.formKey, keys.map(asUuid)) : sql`false`),
    ctx.db
      .select({
        code: request.code,
        id: request.id,
        phone: requestPrivate.phone,
        email: sql<string>`lower(${requestPrivate.email})`,
        address,
      })
      .from(request)
      .innerJoin(requestPrivate, eq(requestPrivate.requestId, request.id))
      .where(
        and(
          isOpen,
          inScope(ctx.actor, request.districtId),
          or(
            anyOf(requestPrivate.phone, of("phone")),
            anyOf(sql`lower(${requestPrivate.email})`, of("email")),
            anyOf(address, of("address")),
          ),
        ),
      )
      .limit(2_000),
  ]);
  const taken = new Set(stored.map(({ formKey }) => formKey.replaceAll("-", "")));
  return rows.map((row, index) => ({
    known: taken.has(keyOf(row)) || taken.has(otherKeyOf(row)),
    like: open
      .filter((one) => contacts[index]!.some(([kind, value]) => one[kind] === value))
      .map(({ id, code }) => ({ id, code })),
  }));
}

const anyOf = (column: unknown, values: string[]) =>
  values.length > 0
    ? sql`${column} in (${sql.join(
        values.map((value) => sql`${value}`),
        sql`, `,
      )})`
    : sql`false`;

const asUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
