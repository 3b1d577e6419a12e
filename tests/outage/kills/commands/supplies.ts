import { randomBytes } from "node:crypto";
import { type Command, fieldsOf, lineOf, one, type Scene } from "../command";
import type { Proof } from "../proofs";
import { fromNow } from "./tasks";

type Offer = {
  id: string;
  version: number;
  state: string;
  title: string;
  owner: string;
  stock: number;
};
type Reservation = {
  id: string;
  task: string;
  offer: string;
  quantity: string;
  fetched: string | null;
  durable: boolean;
  person: string | null;
};

const offerIn = ({ sql }: Scene, states: string[]) =>
  one<Offer>(sql<Offer[]>`
    select o.id, o.version, o.state, o.title, o.owner_id as owner,
      (select sum(delta)::float from ledger where offer_id = o.id and step in ('stock', 'lost')) as stock
    from (select * from offer where state = any(${states}) order by created_at desc limit 60) o
    order by random() limit 1`);

/** A reservation, with somebody who has or had a part in its task. */
const reservationIn = ({ sql }: Scene, state: string, parts: string[]) =>
  one<Reservation>(sql<Reservation[]>`
    select r.id, r.task_id as task, r.offer_id as offer, r.quantity, r.fetched, o.durable,
      (select a.person_id from assignment a where a.task_id = r.task_id and a.state = any(${parts})
        limit 1) as person
    from reservation r join offer o on o.id = r.offer_id where r.state = ${state}
    order by random() limit 1`);

const ACCEPTED = ["accepted", "en_route", "on_site"];
const HAD = [...ACCEPTED, "done", "withdrawn", "released"];

/** As it is given back: mostly all and whole; else some missing, or damaged. */
function returnOf({ random, unique }: Scene, { fetched, durable }: Reservation) {
  const all = Number(fetched);
  const short = random.chance(0.4);
  return {
    count: short ? Math.max(0, all - 1) : all,
    condition: durable && random.chance(0.1) ? "damaged" : "good",
    note: unique("word"),
  };
}

/** A step of an offer's life, by whoever may bring it about. */
type Standing = { name: string; weight: number; states: string[]; to: string; byOwner: boolean };
const STANDINGS: Standing[] = [
  { name: "verify an offer", weight: 4, states: ["offered"], to: "verified", byOwner: false },
  { name: "pause an offer", weight: 0.5, states: ["verified"], to: "paused", byOwner: true },
  { name: "resume an offer", weight: 0.7, states: ["paused"], to: "verified", byOwner: true },
  { name: "withdraw an offer", weight: 0.3, states: ["verified"], to: "withdrawn", byOwner: true },
];

/** Everything about what is lent and given. */
export const supplyCommands: Command[] = [
  {
    name: "offer a resource",
    weight: 2,
    async prepare({ city, random, unique }) {
      const title = unique("offer");
      const fields = fieldsOf({
        key: randomBytes(16).toString("base64url"),
        kind: random.pick(["generator", "drinking"]),
        title,
        quantity: random.whole(2, 6),
        organisation: "",
        conditions: "",
        district: "north",
        address: "Yard 9",
        from: "",
        until: "",
        name: "",
        phone: "",
      });
      const proofs: Proof[] = [{ kind: "offer", text: title, often: "once" }];
      return {
        who: random.pick(city.volunteers),
        path: "/offers/new",
        fields,
        proofs,
      };
    },
  },
  ...STANDINGS.map(
    ({ name, weight, states, to, byOwner }): Command => ({
      name,
      weight,
      async prepare(scene) {
        const offer = await offerIn(scene, states);
        if (!offer) return null;
        const { city, random } = scene;
        const who = byOwner ? city.volunteer(offer.owner) : random.pick(city.coordinators);
        return {
          who,
          path: `/offers/${offer.id}/standing`,
          fields: fieldsOf({ to, version: offer.version }),
          proofs: lineOf(offer.id, [`offer.${to}`], who.id),
        };
      },
    }),
  ),
  {
    name: "edit an offer",
    weight: 0.7,
    async prepare(scene) {
      const offer = await offerIn(scene, ["offered", "verified", "paused"]);
      if (!offer) return null;
      const who = scene.city.volunteer(offer.owner);
      const fields = fieldsOf({
        title: offer.title,
        quantity: Math.max(0, offer.stock + scene.random.pick([-1, 1])),
        organisation: "",
        conditions: scene.unique("word"),
        district: "north",
        address: "Yard 9",
        version: offer.version,
      });
      const proofs = lineOf(offer.id, ["offer.changed"], who.id);
      return { who, path: `/offers/${offer.id}/edits`, fields, proofs };
    },
  },
  {
    name: "reserve",
    weight: 4,
    async prepare(scene) {
      const { sql, city, random } = scene;
      const offer = await offerIn(scene, ["verified"]);
      const task = await one<{ id: string }>(sql<{ id: string }[]>`
        select id from task where state in ('open', 'assigned', 'under_way')
        order by random() limit 1`);
      if (!offer || !task) return null;
      const who = random.pick(city.coordinators);
      return {
        who,
        path: `/board/tasks/${task.id}/supplies`,
        fields: fieldsOf({ offer: offer.id, quantity: random.whole(1, 2), ...fromNow(2) }),
        proofs: [
          { kind: "reservation", often: "each", task: task.id, offer: offer.id, who: who.id },
        ],
      };
    },
  },
  {
    name: "release a reservation",
    weight: 0.5,
    async prepare(scene) {
      const held = await reservationIn(scene, "held", ACCEPTED);
      if (!held) return null;
      const who = scene.random.pick(scene.city.coordinators);
      return {
        who,
        path: `/board/tasks/${held.task}/supplies/releases`,
        fields: [["reservation", held.id]],
        proofs: lineOf(held.id, ["reservation.released"], who.id),
      };
    },
  },
  {
    name: "hand over",
    weight: 4,
    async prepare(scene) {
      const held = await reservationIn(scene, "held", ACCEPTED);
      if (!held?.person) return null;
      const count = Number(held.quantity);
      return {
        who: scene.city.volunteer(held.person),
        path: `/tasks/${held.task}/collections`,
        fields: fieldsOf({ reservation: held.id, count }),
        proofs: lineOf(held.id, ["reservation.handed_over"], undefined, "some"),
      };
    },
  },
  {
    name: "return",
    weight: 3,
    async prepare(scene) {
      const out = await reservationIn(scene, "handed_over", HAD);
      if (!out) return null;
      const byVolunteer = out.person !== null && scene.random.chance(0.6);
      return {
        who: byVolunteer
          ? scene.city.volunteer(out.person!)
          : scene.random.pick(scene.city.coordinators),
        path: byVolunteer
          ? `/tasks/${out.task}/returns`
          : `/board/tasks/${out.task}/supplies/returns`,
        fields: fieldsOf({ reservation: out.id, ...returnOf(scene, out) }),
        proofs: lineOf(out.id, ["reservation.returned", "reservation.consumed"], undefined, "some"),
      };
    },
  },
  {
    name: "settle a follow-up",
    weight: 0.7,
    async prepare({ sql, city, random }) {
      const open = await one<{ id: string; offer: string }>(sql<{ id: string; offer: string }[]>`
        select f.id, r.offer_id as offer from follow_up f join reservation r on r.id = f.reservation_id
        where f.closed_at is null order by random() limit 1`);
      if (!open) return null;
      const who = random.pick(city.coordinators);
      return {
        who,
        path: "/board/resources",
        fields: fieldsOf({ followUp: open.id, restored: 0 }),
        proofs: lineOf(open.offer, ["offer.settled"], who.id),
      };
    },
  },
];
