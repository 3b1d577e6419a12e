import { swapHash } from "../../../../app/shifts/commands/swap.server";
import { type Command, fieldsOf, lineOf, one } from "../command";
import type { Sql } from "../server";

type Holder = { id: string; shift: string; person: string };
type Link = { id: string; shift: string; holder: string; waiting: boolean };
type Taker = { person: string; given: string | null };
type Answered = { id: string; other: string; holder: string; shift: string };

/** How many links by which places are handed on are remembered. */
const MOST_LINKS = 30;

/** Of the time around a shift, in SQL: nothing that they have promised lies in it. */
const freeAround = (sql: Sql, person: string, shift: string, except: string) => sql`not exists (
  select from commitment c join shift s on s.id = ${sql.unsafe(shift)}
  where c.person_id = ${sql.unsafe(person)} and c.source_id is distinct from ${sql.unsafe(except)}
    and c.during && tstzrange(lower(s.during) - interval '1 day', upper(s.during) + interval '1 day'))`;

/** Somebody who could take the place of a link. */
const takerFor = (sql: Sql, link: Link) => sql<Taker[]>`
  select p.id as person, null as given from person p join volunteer_profile v on v.person_id = p.id
  where p.standing = 'verified' and p.id <> ${link.holder}
    and ${freeAround(sql, "p.id", `'${link.shift}'`, "null")}
  order by random() limit 1`;

/** Somebody who could take it for a place of theirs, which its holder could take. */
const exchangeFor = (sql: Sql, link: Link) => sql<Taker[]>`
  select u.person_id as person, u.id as given from sign_up u
  join shift s on s.id = u.shift_id join person p on p.id = u.person_id
  where u.state = 'signed_up' and s.state = 'published' and lower(s.during) > now() + interval '1 minute'
    and p.standing = 'verified' and u.person_id <> ${link.holder} and u.shift_id <> ${link.shift}
    and ${freeAround(sql, "u.person_id", `'${link.shift}'`, "u.id")}
    and ${freeAround(sql, `'${link.holder}'`, "u.shift_id", "null")}
  order by random() limit 1`;

/** A place of a shift that goes from hand to hand. */
export const swapCommands: Command[] = [
  {
    name: "hand on a place",
    weight: 2,
    async prepare({ sql, city, swaps }) {
      const held = await one<Holder>(sql<Holder[]>`
        select u.id, u.shift_id as shift, u.person_id as person
        from sign_up u join shift s on s.id = u.shift_id
        where u.state = 'signed_up' and s.state = 'published' and lower(s.during) > now() + interval '1 minute'
        order by random() limit 1`);
      if (!held) return null;
      return {
        who: city.volunteer(held.person),
        path: `/shifts/${held.shift}/swaps`,
        fields: [],
        proofs: [{ kind: "link to a place", often: "each", text: held.id }],
        onDone(location) {
          const token = /[?&]swap=([\w-]+)/.exec(location)?.[1];
          if (token) swaps.push(token);
          if (swaps.length > MOST_LINKS) swaps.shift();
        },
      };
    },
  },
  {
    name: "take a place over",
    weight: 2,
    async prepare({ sql, city, random, swaps }) {
      if (swaps.length === 0) return null;
      const token = random.pick(swaps);
      const link = await one<Link>(sql<Link[]>`
        select w.id, u.shift_id as shift, u.person_id as holder,
          exists (select from sign_up q where q.role_id = u.role_id and q.state = 'waitlisted') as waiting
        from swap w join sign_up u on u.id = w.sign_up_id
        where w.token_hash = ${swapHash(token)} and w.state = 'open'`);
      if (!link) return null;
      const exchanges = link.waiting || random.chance(0.5);
      const taker = await one<Taker>(exchanges ? exchangeFor(sql, link) : takerFor(sql, link));
      if (!taker) return null;
      const who = city.volunteer(taker.person);
      return {
        who,
        path: `/swaps/${token}`,
        fields: fieldsOf({ given: taker.given ?? "" }),
        proofs: lineOf(link.id, ["swap.answered", "swap.done"], who.id),
      };
    },
  },
  {
    name: "agree to an exchange",
    weight: 3,
    async prepare({ sql, city, random }) {
      const answered = await one<Answered>(sql<Answered[]>`
        select w.id, w.other_id as other, u.person_id as holder, u.shift_id as shift
        from swap w join sign_up u on u.id = w.sign_up_id
        where w.state = 'answered' and u.state = 'signed_up' order by random() limit 1`);
      if (!answered) return null;
      const who = city.volunteer(answered.holder);
      const yes = random.chance(0.8);
      return {
        who,
        path: `/shifts/${answered.shift}/agreements`,
        fields: fieldsOf({
          swap: answered.id,
          other: answered.other,
          answer: yes ? "yes" : "no",
        }),
        // The link was open before, too.
        proofs: yes
          ? lineOf(answered.id, ["swap.done"], who.id)
          : lineOf(answered.id, ["swap.open"], who.id, "some"),
      };
    },
  },
];
