import { eq } from "drizzle-orm";
import { coordinatorDistrict, person } from "../../../drizzle/schema/accounts";
import { category, district } from "../../../drizzle/schema/districts";
import { request } from "../../../drizzle/schema/requests";
import { nameIn, translator } from "../../i18n/translate";
import type { Tx } from "../../platform/database.server";
import { ESCALATED, ESCALATION_LEVELS } from "../../requests/rules/escalation";
import { coordinatorsOf } from "./coordinators.server";
import type { FindReaders } from "./reader";

const columns = { id: person.id, locale: person.locale };

/** Those of the level that a request has come to, with what is waited for; of who asks, nothing. */
export const escalatedTo: FindReaders = async (tx, { origin }, { thingId, reason, data }) => {
  const [found] = await tx
    .select({
      districtId: request.districtId,
      names: category.names,
      districtNames: district.names,
    })
    .from(request)
    .innerJoin(category, eq(category.id, request.categoryId))
    .leftJoin(district, eq(district.id, request.districtId))
    .where(eq(request.id, thingId));
  const why = ESCALATED.find((one) => one === reason);
  if (!found || !why) return [];
  const { districtId, names, districtNames } = found;
  return (await peopleOf(tx, Number(data.level), districtId)).map(({ id, locale }) => {
    const params = {
      what: nameIn(names, locale),
      where: districtNames ? nameIn(districtNames, locale) : "",
      why: translator(locale)(`board:reasons.${why}`),
      url: `${origin}/board/requests/${thingId}`,
    };
    return { kind: "person", id, locale, params };
  });
};

function peopleOf(tx: Tx, level: number, districtId: string | null) {
  const who = ESCALATION_LEVELS[level - 1];
  if (who === "on_duty") return coordinatorsOf(tx, districtId);
  if (who === "administrators")
    return tx.select(columns).from(person).where(eq(person.administrator, true));
  return tx
    .selectDistinct(columns)
    .from(coordinatorDistrict)
    .innerJoin(person, eq(person.id, coordinatorDistrict.personId))
    .where(districtId ? eq(coordinatorDistrict.districtId, districtId) : undefined);
}
