import { type Command, fieldsOf, lineOf, one, type Scene } from "../command";

type Row = { id: string; version: number; writer: string };

/** So many are written in all for so many kills, one after the other: they go to most people of the city. */
const KILLS_FOR_ONE = 6;
const LIVE = ["draft", "waiting", "sending", "stopped"];

const broadcastIn = ({ sql }: Scene, state: string) =>
  one<Row>(sql<Row[]>`
    select id, version, created_by as writer from broadcast where state = ${state} order by random() limit 1`);

const STEPS = [
  // Above the city's limit it waits for a second person.
  {
    name: "send a broadcast",
    weight: 4,
    state: "draft",
    to: "sendings",
    does: ["waiting"],
  },
  {
    name: "confirm a broadcast",
    weight: 4,
    state: "waiting",
    to: "confirmations",
    does: ["sending"],
  },
  { name: "stop a broadcast", weight: 0.7, state: "sending", to: "stops", does: ["stopped"] },
  { name: "resume a broadcast", weight: 4, state: "stopped", to: "resumptions", does: ["sending"] },
];

/** One message to many, again and again: to all volunteers and residents of a district. */
export const broadcastCommands: Command[] = [
  {
    name: "write a broadcast",
    weight: 1,
    async prepare({ city, sql, random, unique, kills }) {
      const [written] = await sql<[{ all: number; live: number }]>`
        select count(*)::int as all, (count(*) filter (where state = any(${LIVE})))::int as live from broadcast`;
      if (written.live > 0 || written.all >= Math.ceil(kills / KILLS_FOR_ONE)) return null;
      const words = unique("broadcast");
      return {
        who: random.pick(city.coordinators),
        path: "/board/broadcasts",
        fields: [
          ["groups", "volunteers"],
          ["groups", "residents"],
          ["district", "north"],
          ...fieldsOf({ pressure: random.pick(["news", "now", "danger"]), words_uk: words }),
          ...fieldsOf({ fallback: "uk" }),
        ],
        proofs: [{ kind: "broadcast", often: "each", text: words }],
      };
    },
  },
  ...STEPS.map(
    ({ name, weight, state, to, does }): Command => ({
      name,
      weight,
      async prepare(scene) {
        const found = await broadcastIn(scene, state);
        if (!found) return null;
        const { id, version, writer } = found;
        const who = scene.random.pick(scene.city.coordinators.filter((one) => one.id !== writer));
        return {
          who,
          path: `/board/broadcasts/${id}/${to}`,
          fields: fieldsOf({ version }),
          proofs: lineOf(
            id,
            does.map((what) => `broadcast.${what}`),
            who.id,
          ),
        };
      },
    }),
  ),
];
