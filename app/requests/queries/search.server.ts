import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { isEnded, isOpen, request, requestPrivate } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import { isSameStreet, streetBefore } from "../../districts/rules/street-name";
import type { Ctx } from "../../platform/context.server";
import { digitsToFind } from "../../platform/phone";
import type { Member } from "../../platform/types";
import { MOST_AT_ONCE } from "../form";
import { type BoardFilter, PAGE } from "../rules/filter";
import { LANES } from "../states";
import { type BoardLine, chosen, lineColumns, lines } from "./board.server";

/** How like a word has to be (pg_trgm's word similarity, 0 to 1): two wrong letters in a name of eight pass. */
const LIKE_ENOUGH = 0.45;
const MOST_FOUND = 200;

const MOST_WORDS = 20;
/** Letters that the index of similar words does not know. */
const OTHER_SCRIPT = /[^\p{Script=Latin}\p{Script=Cyrillic}\P{L}]/u;

/** Words in Arabic, Georgian or another script are found as they stand, without errors. */
function holdsOtherScript(wanted: string): SQL {
  const words = wanted.split(/[\s,;%_\\]+/).filter((word) => OTHER_SCRIPT.test(word));
  const each = words
    .slice(0, MOST_WORDS)
    .map((word) => sql`search like '%' || fold_text(${word}) || '%'`);
  return and(...each) ?? sql`false`;
}

/**
 * Requests of the coordinator's districts by code, phone, name, address or words, typing errors allowed; open
 * ones first, the likest first. What was found by is not shown: lists carry nothing personal.
 */
export async function searchBoard(ctx: Ctx<Member>, wanted: string): Promise<BoardLine[]> {
  const digits = digitsToFind(wanted, ctx.city.callingCode);
  const found = digits
    ? sql`select request_id as id, 1.0::real as likeness from request_private
          where digits like ${`%${digits}%`} or search like ${`%${digits}%`}
        union select id, 2.0::real from request where code = ${wanted.replace(/\D/g, "")}`
    : // Of the open ones all in one's own districts are looked at, so that no heap of others can hide one.
      sql`(select request_id as id, word_similarity(fold_text(${wanted}), search) as likeness
          from request join request_private on request_id = request.id
          where ${isOpen} and ${inScope(ctx.actor, request.districtId)} and search %> fold_text(${wanted})
          order by likeness desc limit ${MOST_FOUND})
        union
          (select request_id, word_similarity(fold_text(${wanted}), search) as likeness
          from request_private where search %> fold_text(${wanted})
          order by likeness desc limit ${MOST_FOUND})
        union
          (select request_id, 1.0::real from request_private where ${holdsOtherScript(wanted)} limit ${MOST_FOUND})`;
  return ctx.db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${String(LIKE_ENOUGH)}, true)`,
    );
    const ids = await tx.execute<{ id: string }>(sql`
      select found.id from (${found}) found join request on request.id = found.id
      where ${inScope(ctx.actor, request.districtId)}
      order by ${isEnded}, found.likeness desc,
        request.created_at desc, request.id
      limit ${PAGE}`);
    if (ids.length === 0) return [];
    const order = new Map(ids.map(({ id }, index) => [id, index]));
    const rows = await tx
      .select(lineColumns)
      .from(request)
      .innerJoin(category, eq(category.id, request.categoryId))
      .leftJoin(district, eq(district.id, request.districtId))
      .where(and(inArray(request.id, [...order.keys()])));
    return rows.sort((a, b) => order.get(a.id)! - order.get(b.id)!);
  });
}

/** Of a street; whether an address names it is judged by its words. */
const MOST_LOOKED_AT = 2_000;

/**
 * Open requests of the coordinator's districts in the street of this one, it among them, of the filter's lane and kinds; no more than
 * can be changed together. As in a search, what was found by is not shown.
 */
export async function listSameStreet(
  ctx: Ctx<Member>,
  id: string,
  filter: BoardFilter,
): Promise<BoardLine[]> {
  const { lane } = filter;
  const within = and(
    isOpen,
    inScope(ctx.actor, request.districtId),
    lane ? eq(request.lane, LANES.indexOf(lane) + 1) : undefined,
    chosen(filter),
  );
  return ctx.db.transaction(async (tx) => {
    const addresses = () =>
      tx
        .select({ id: request.id, address: requestPrivate.address })
        .from(requestPrivate)
        .innerJoin(request, eq(request.id, requestPrivate.requestId));
    const [own] = await addresses().where(
      and(eq(request.id, id), inScope(ctx.actor, request.districtId)),
    );
    const street = own && streetBefore(own.address);
    if (!street) return [];
    await tx.execute(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${String(LIKE_ENOUGH)}, true)`,
    );
    const like = await addresses()
      .where(and(within, sql`${requestPrivate.search} %> fold_text(${street})`))
      .limit(MOST_LOOKED_AT);
    const same = like.filter(({ address }) => isSameStreet(street, address)).map((one) => one.id);
    if (same.length === 0) return [];
    return lines(tx)
      .where(inArray(request.id, same))
      .orderBy(asc(request.lane), asc(request.dueAt), asc(request.createdAt), asc(request.id))
      .limit(MOST_AT_ONCE);
  });
}
