import { wallTime } from "../../../../app/platform/zone";
import { type Attempt, type Command, fieldsOf, lineOf, one, type Scene } from "../command";
import type { Proof } from "../proofs";

const ZONE = "Europe/Kyiv";
const HOUR = 3_600_000;
type Shift = { id: string; version: number };
type Place = {
  id: string;
  shift: string;
  role: string;
  person: string;
  code: string;
  state: string;
};

/** Marks of places: whether a shift was to be published at once. */
export const AT_ONCE = "published-shift";

const shiftIn = ({ sql }: Scene, state: string) =>
  one<Shift>(sql<Shift[]>`
    select id, version from shift where state = ${state} and lower(during) > now()
    order by random() limit 1`);

/** Somebody's place, or wait, in a shift; `soon`: whether people may check in by now. */
const placeIn = ({ sql }: Scene, states: string[], soon = false) =>
  one<Place>(sql<Place[]>`
    select u.id, u.shift_id as shift, u.role_id as role, u.person_id as person, s.code, u.state
    from sign_up u join shift s on s.id = u.shift_id
    where u.state = any(${states}) and s.state in ('published', 'running')
      and (not ${soon}::boolean or lower(s.during) < now() + interval '55 minutes')
    order by random() limit 1`);

type Free = { role: string; shift: string; person: string; code: string };
/** A role, with a free place or any, and somebody who has nothing else on these days. */
const freeFor = ({ sql }: Scene, soon: boolean, withRoom = false) =>
  one<Free>(sql<Free[]>`
    select r.id as role, s.id as shift, s.code, p.id as person
    from (select * from shift where state = 'published' and lower(during) > now() + interval '2 minutes'
        and (lower(during) < now() + interval '55 minutes') = ${soon} order by random() limit 1) s
    join shift_role r on r.shift_id = s.id and (not ${withRoom}::boolean or r.capacity > (
      select coalesce(sum(u.party), 0) from sign_up u
      where u.role_id = r.id and u.state in ('signed_up', 'offered', 'checked_in', 'checked_out')))
    cross join lateral (select p.id from person p join volunteer_profile v on v.person_id = p.id
      where p.standing = 'verified'
        and not exists (select from commitment c where c.person_id = p.id
          and c.during && tstzrange(lower(s.during) - interval '1 day', upper(s.during) + interval '1 day'))
        and not exists (select from sign_up u where u.person_id = p.id and u.shift_id = s.id
          and u.state not in ('withdrawn', 'no_show'))
      order by random() limit 1) p
    limit 1`);

const signUpLine = (place: { shift: string; person: string }, types: string[]): Proof[] => [
  { kind: "sign-up line", often: "some", shift: place.shift, person: place.person, types },
];

/** One in so many begins within the hour, so that people can check in. */
function newShift({ city, random, unique }: Scene): Attempt {
  const atOnce = random.chance(0.5);
  const place = unique(atOnce ? AT_ONCE : "shift");
  const begins =
    Date.now() + (random.chance(0.5) ? random.whole(30, 50) / 60 : random.whole(20, 400)) * HOUR;
  const fields = fieldsOf({
    place,
    address: "Naukova 7",
    district: "north",
    from: wallTime(new Date(begins), ZONE),
    to: wallTime(new Date(begins + 2 * HOUR), ZONE),
    leaveHours: 12,
    "capacity-1": random.whole(1, 3),
    "minimum-1": 1,
    ...(atOnce ? { publish: "yes" } : {}),
  });
  const made: Proof = { kind: "shift", often: "each", text: place };
  const published: Proof = { kind: "published shift", often: "each", text: place };
  return {
    who: random.pick(city.coordinators),
    path: "/board/shifts/new",
    fields,
    proofs: atOnce ? [made, published] : [made],
  };
}

type Stands = Shift & { place: string; role: string; capacity: number; from: Date; to: Date };

/** Some days later; whoever had signed up is asked again. */
async function moveShift({ sql, city, random }: Scene): Promise<Attempt | null> {
  const found = await one<Stands>(sql<Stands[]>`
    select s.id, s.version, s.place, r.id as role, r.capacity,
      lower(s.during) + interval '3 days' as from, upper(s.during) + interval '3 days' as to
    from shift s join shift_role r on r.shift_id = s.id
    where s.state in ('draft', 'published') and lower(s.during) > now() + interval '1 hour'
    order by random() limit 1`);
  if (!found) return null;
  const who = random.pick(city.coordinators);
  return {
    who,
    path: `/board/shifts/${found.id}/edits`,
    fields: fieldsOf({
      place: found.place,
      address: "Naukova 9",
      district: "north",
      from: wallTime(new Date(found.from), ZONE),
      to: wallTime(new Date(found.to), ZONE),
      leaveHours: 12,
      "role-1": found.role,
      "capacity-1": found.capacity,
      "minimum-1": 1,
      version: found.version,
    }),
    proofs: lineOf(found.id, ["shift.moved"], who.id),
  };
}

/** What somebody with a place says about it. */
type Said = {
  name: string;
  weight: number;
  states: string[];
  to: string;
  say: (scene: Scene, place: Place) => Record<string, string>;
  became: string[];
};
const SAID: Said[] = [
  {
    name: "leave a shift",
    weight: 1.5,
    states: ["signed_up", "waitlisted", "offered"],
    to: "withdrawals",
    say: ({ unique }) => ({ word: unique("word") }),
    became: ["sign_up.withdrawn"],
  },
  {
    name: "answer an offered place",
    weight: 2,
    states: ["offered"],
    to: "answers",
    say: ({ random }) => ({ answer: random.pick(["yes", "yes", "no"]) }),
    became: ["sign_up.signed_up", "sign_up.withdrawn"],
  },
  {
    name: "check out",
    weight: 2,
    states: ["checked_in"],
    to: "check-outs",
    say: () => ({}),
    became: ["sign_up.checked_out"],
  },
];

/** Everything about shifts but handing a place on. */
export const shiftCommands: Command[] = [
  { name: "shift", weight: 1, prepare: async (scene) => newShift(scene) },
  {
    name: "publish a shift",
    weight: 1,
    async prepare(scene) {
      const draft = await shiftIn(scene, "draft");
      if (!draft) return null;
      const who = scene.random.pick(scene.city.coordinators);
      return {
        who,
        path: `/board/shifts/${draft.id}/publications`,
        fields: fieldsOf({ version: draft.version }),
        proofs: lineOf(draft.id, ["shift.published"], who.id),
      };
    },
  },
  {
    name: "move a shift",
    weight: 0.7,
    prepare: moveShift,
  },
  {
    name: "cancel a shift",
    weight: 0.3,
    async prepare(scene) {
      const shift = await shiftIn(scene, "published");
      if (!shift) return null;
      const who = scene.random.pick(scene.city.coordinators);
      return {
        who,
        path: `/board/shifts/${shift.id}/cancellations`,
        fields: fieldsOf({ version: shift.version, reason: "No heat", scope: "" }),
        proofs: lineOf(shift.id, ["shift.cancelled"], who.id),
      };
    },
  },
  {
    name: "sign up",
    weight: 5,
    async prepare(scene) {
      const free = await freeFor(scene, scene.random.chance(0.5));
      if (!free) return null;
      const types = ["sign_up.signed_up", "sign_up.waitlisted"];
      return {
        who: scene.city.volunteer(free.person),
        path: `/shifts/${free.shift}/sign-ups`,
        fields: fieldsOf({ role: free.role, party: 1, partyName: "" }),
        proofs: signUpLine(free, types),
      };
    },
  },
  ...SAID.map(
    ({ name, weight, states, to, say, became }): Command => ({
      name,
      weight,
      async prepare(scene) {
        const place = await placeIn(scene, states);
        if (!place) return null;
        return {
          who: scene.city.volunteer(place.person),
          path: `/shifts/${place.shift}/${to}`,
          fields: fieldsOf(say(scene, place)),
          proofs: signUpLine(place, became),
        };
      },
    }),
  ),
  {
    name: "check in",
    weight: 3,
    async prepare(scene) {
      const walksIn = scene.random.chance(0.3);
      const place = walksIn
        ? await freeFor(scene, true)
        : await placeIn(scene, ["signed_up"], true);
      if (!place) return null;
      return {
        who: scene.city.volunteer(place.person),
        path: "/check-in",
        fields: fieldsOf({ code: place.code, role: walksIn ? place.role : "" }),
        proofs: signUpLine(place, ["sign_up.checked_in"]),
      };
    },
  },
  {
    name: "tick off on the list",
    weight: 1.5,
    async prepare(scene) {
      const place = await placeIn(scene, ["signed_up", "checked_in"], true);
      if (!place) return null;
      const who = scene.random.pick(scene.city.coordinators);
      const isIn = place.state === "checked_in";
      const mark = isIn ? scene.random.pick(["check_out", "undo"]) : "check_in";
      // Whoever has left meanwhile is there again by an undo.
      const became = {
        check_in: ["sign_up.checked_in"],
        check_out: ["sign_up.checked_out"],
        undo: ["sign_up.signed_up", "sign_up.checked_in"],
      };
      return {
        who,
        path: `/board/shifts/${place.shift}/marks`,
        fields: fieldsOf({ slot: place.id, mark }),
        proofs: [
          // What an undo brings about may be what another tick of the same coordinator's did.
          {
            kind: "line",
            often: "each",
            thing: place.id,
            types: became[mark as keyof typeof became],
            who: who.id,
            undone: mark === "undo",
          },
        ],
      };
    },
  },
  {
    name: "fill a place",
    weight: 1.5,
    async prepare(scene) {
      const free = await freeFor(scene, false, true);
      if (!free) return null;
      const who = scene.random.pick(scene.city.coordinators);
      const { role, person } = free;
      const how = scene.random.pick(["ask", "agreed"]);
      const types = ["sign_up.signed_up", "sign_up.offered"];
      return {
        who,
        path: `/board/shifts/${free.shift}/fillings`,
        fields: fieldsOf({ role, person, how, word: "Agreed by telephone" }),
        proofs: [{ kind: "sign-up line", often: "some", role, person, types }],
      };
    },
  },
  {
    name: "note on a shift",
    weight: 1,
    async prepare(scene) {
      const place = await placeIn(scene, ["signed_up", "checked_in"]);
      if (!place) return null;
      const body = scene.unique("note");
      const byVolunteer = scene.random.chance(0.5);
      const { volunteer, coordinators } = scene.city;
      return {
        who: byVolunteer ? volunteer(place.person) : scene.random.pick(coordinators),
        path: `${byVolunteer ? "" : "/board"}/shifts/${place.shift}/notes`,
        fields: [["body", body]],
        proofs: [{ kind: "note of a shift", often: "each", text: body }],
      };
    },
  },
];
