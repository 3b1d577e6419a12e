import { shownCode } from "../../../../app/accounts/rules/shown-code";
import { makeKeys } from "../../../../app/platform/keys.server";
import { SECRET } from "../../../http/serve";
import { type Command, fieldsOf, lineOf, one, type Scene } from "../command";

type Account = { id: string; version: number; phone: string | null; email: string | null };

/** So many are suspended at a time, lest nobody is left to help. */
const MOST_SUSPENDED = 8;
const VOUCHING = makeKeys(Buffer.from(SECRET)).signing("vouch");

const volunteerWho = ({ sql }: Scene, standing: string) =>
  one<Account & { all: number }>(sql<(Account & { all: number })[]>`
    select p.id, p.version, p.phone, p.email, count(*) over ()::int as all
    from person p join volunteer_profile v on v.person_id = p.id
    where p.standing = ${standing} order by random() limit 1`);

function standing(
  scene: Scene,
  { id }: Account,
  to: string,
  fields: Record<string, string | number>,
) {
  const who = scene.random.pick(scene.city.coordinators);
  return {
    who,
    path: `/board/volunteers/${id}/standing`,
    fields: fieldsOf({ standing: to, ...fields }),
    proofs: lineOf(id, [`person.${to}`], who.id),
  };
}

/** What coordinators do about who may help. */
export const volunteerCommands: Command[] = [
  {
    name: "suspend a volunteer",
    weight: 0.5,
    async prepare(scene) {
      const suspended = await volunteerWho(scene, "suspended");
      const found = await volunteerWho(scene, "verified");
      if (!found || (suspended?.all ?? 0) >= MOST_SUSPENDED) return null;
      return standing(scene, found, "suspended", { code: "", version: found.version });
    },
  },
  {
    name: "vouch for a volunteer",
    weight: 0.5,
    async prepare(scene) {
      const found = await volunteerWho(scene, "suspended");
      if (!found) return null;
      const code = shownCode(VOUCHING, found, new Date());
      return standing(scene, found, "verified", { code, version: found.version });
    },
  },
];
