import { swapHash } from "../../../../app/shifts/commands/swap.server";
import { type Command, fieldsOf, lineOf, one } from "../command";

type Holder = { id: string; shift: string; person: string };
type Link = { id: string; state: string; holder: string };
type Taker = { person: string; given: string | null };
type Answered = { id: string; other: string; holder: string; shift: string };

/** How many links by which places are handed on are remembered. */
const MOST_LINKS = 30;

/** A place of a shift that goes from hand to hand. */
const swapCommands: Command[] = [
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
        select w.id, w.state, u.person_id as holder from swap w join sign_up u on u.id = w.sign_up_id
        where w.token_hash = ${swapHash(token)} and w.state = 'open'`);
      if (!link) return null;
      const exchanges = random.chance(0.5);
      const taker = await one<Taker>(
        exchanges
          ? sql<Taker[]>`
              select u.person_id as person, u.id as given from sign_up u join shift s on s.id = u.shift_id
              where u.state = 'signed_up' and s.state = 'published' and u.person_id <> ${link.holder}
              order by random() limit 1`
          : sql<Taker[]>`
              select p.id as person, null as given from person p
              join volunteer_profile v on v.person_id = p.id
              where p.id <> ${link.holder} and not exists (select from commitment c where c.person_id = p.id
                and c.during && tstzrange(now(), now() + interval '20 days'))
              order by random() limit 1`,
      );
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
        proofs: lineOf(answered.id, [yes ? "swap.done" : "swap.open"], who.id),
      };
    },
  },
];

/** What administrators do about coordinators. */
const administratorCommands: Command[] = [
  {
    name: "invite a coordinator",
    weight: 1,
    async prepare({ city, unique }) {
      const email = `${unique("coordinator")}@invited.example`;
      return {
        who: city.administrator,
        path: "/admin/coordinators",
        fields: fieldsOf({ name: "Iryna", email, locale: "uk", districts: "north" }),
        proofs: [{ kind: "invitation", often: "each", text: email }],
        // It stays on the page, which shows the link.
        isDone: (status) => status === 200,
      };
    },
  },
  {
    name: "take an invitation back",
    weight: 0.2,
    async prepare({ sql, city }) {
      const open = await one<{ id: string }>(sql<{ id: string }[]>`
        select id from invitation where revoked_at is null order by random() limit 1`);
      if (!open) return null;
      return {
        who: city.administrator,
        path: `/admin/invitations/${open.id}`,
        fields: [],
        proofs: lineOf(open.id, ["invitation.revoked"], city.administrator.id),
      };
    },
  },
  {
    name: "set a coordinator's reach",
    weight: 0.5,
    async prepare({ sql, city, random }) {
      const clerk = await one<{ version: number }>(sql<{ version: number }[]>`
        select version from person where id = ${city.clerk}`);
      if (!clerk) return null;
      const districts = random.pick([["north"], ["south"], ["north", "south"]]);
      return {
        who: city.administrator,
        path: `/admin/coordinators/${city.clerk}`,
        fields: [
          ...districts.map((code): [string, string] => ["districts", code]),
          ...fieldsOf({ version: clerk.version }),
        ],
        proofs: lineOf(city.clerk, ["person.reach_set"], city.administrator.id),
      };
    },
  },
];

export const otherCommands: Command[] = [...swapCommands, ...administratorCommands];
