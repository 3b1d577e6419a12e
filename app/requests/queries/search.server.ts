import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { category, district } from "../../../drizzle/schema/districts";
import { isEnded, isOpen, request } from "../../../drizzle/schema/requests";
import { inScope } from "../../accounts/queries/scope.server";
import type { Ctx } from "../../platform/context.server";
import { digitsToFind } from "../../platform/phone";
import type { Member } from "../../platform/types";
import { PAGE } from "../rules/filter";
import { type BoardLine, lineColumns } from "./board.server";

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
    const lines = await tx
      .select(lineColumns)
      .from(request)
      .innerJoin(category, eq(category.id, request.categoryId))
      .leftJoin(district, eq(district.id, request.districtId))
      .where(and(inArray(request.id, [...order.keys()])));
    return lines.sort((a, b) => order.get(a.id)! - order.get(b.id)!);
  });
}
