import { randomBytes } from "node:crypto";
import { tokenOf } from "../../../../app/requests/link.server";
import { type Command, fieldsOf, lineOf, one, type Scene } from "../command";

type Row = { id: string; version: number; code: string; details: string; category: string };

/** One of the last requests that stand in one of these states. */
const requestIn = ({ sql }: Scene, states: string[]) =>
  one<Row>(sql<Row[]>`
    select r.id, r.version, r.code, p.details, c.code as category
    from (select * from request where state = any(${states}) order by created_at desc limit 200) r
    join request_private p on p.request_id = r.id join category c on c.id = r.category_id
    order by random() limit 1`);

/** The same with the resident's private link. */
async function linkedIn(scene: Scene, states: string[]) {
  const found = await requestIn(scene, states);
  const token = found && scene.links.get(found.details);
  return token ? { ...found, token } : null;
}

function askedFor({ random, unique, links }: Scene) {
  const formKey = randomBytes(16).toString("base64url");
  const details = unique("help");
  links.set(details, tokenOf(formKey));
  const fields = fieldsOf({
    key: formKey,
    category: random.pick(["water", "warmth"]),
    details,
    people: random.whole(1, 5),
    district: random.pick(["north", "south", ""]),
    address: "Naukova 7",
    access: "",
    hours: random.pick(["", "6"]),
    name: "Oksana",
    phone: `+38067${random.whole(1_000_000, 9_999_999)}`,
    email: random.chance(0.7) ? `${details}@residents.example` : "",
  });
  const proofs = [{ kind: "request", text: details, often: "once" } as const];
  return { fields, proofs };
}

/** What coordinators do by one form: where it leads, what it needs, what is recorded. */
type Step = {
  name: string;
  weight: number;
  states: string[];
  to: string;
  types: string[];
  fields: (scene: Scene, row: Row) => Record<string, string | number>;
};
const STEPS: Step[] = [
  {
    name: "triage",
    weight: 8,
    states: ["submitted", "triaged"],
    to: "triage",
    types: ["request.triaged", "request.retriaged"],
    fields: ({ random }, { version, category }) => ({
      priority: random.pick(["critical", "high", "normal", "low"]),
      category,
      district: random.pick(["north", "south"]),
      quantity: category === "water" ? 20 : "",
      people: 2,
      needed: "",
      point: random.pick(["", "49.86, 24.02"]),
      version,
    }),
  },
  {
    name: "decline a request",
    weight: 0.5,
    states: ["submitted", "triaged"],
    to: "declines",
    types: ["request.declined"],
    fields: ({ random, unique }, { version }) => ({
      reason: "out_of_scope",
      word: random.chance(0.5) ? unique("word") : "",
      version,
    }),
  },
  {
    name: "cancel a request",
    weight: 0.5,
    states: ["submitted", "triaged", "in_progress"],
    to: "cancellations",
    types: ["request.cancelled"],
    fields: (_, { version }) => ({ reason: "unreachable", word: "", version }),
  },
  {
    name: "close a request",
    weight: 0.7,
    states: ["fulfilled"],
    to: "closings",
    types: ["request.closed"],
    fields: (_, { version }) => ({ reason: "met", word: "", version }),
  },
  {
    name: "reopen a request",
    weight: 0.7,
    states: ["closed", "cancelled", "declined"],
    to: "reopenings",
    types: ["request.reopened"],
    fields: (_, { version }) => ({ version }),
  },
];

/** Everything about requests for help, by residents and coordinators. */
export const requestCommands: Command[] = [
  {
    name: "ask for help",
    weight: 5,
    prepare: async (scene) => ({ who: null, path: "/help", ...askedFor(scene) }),
  },
  {
    name: "take a request by telephone",
    weight: 0.7,
    async prepare(scene) {
      const { fields, proofs } = askedFor(scene);
      const taken = fieldsOf({ channel: "phone", locale: "uk" });
      const who = scene.random.pick(scene.city.coordinators);
      const path = "/board/requests/new";
      return { who, path, fields: [...fields, ...taken], proofs };
    },
  },
  {
    name: "resident's note",
    weight: 2,
    async prepare(scene) {
      const found = await linkedIn(scene, ["submitted", "triaged", "in_progress"]);
      if (!found) return null;
      const note = scene.unique("note");
      const proofs = [{ kind: "note of a request", text: note, often: "each" } as const];
      return { who: null, path: `/track/${found.token}/notes`, fields: [["note", note]], proofs };
    },
  },
  {
    name: "resident's outcome",
    weight: 3,
    async prepare(scene) {
      const found = await linkedIn(scene, ["fulfilled"]);
      if (!found) return null;
      const came = scene.random.chance(0.8);
      const proofs = lineOf(found.id, [came ? "request.closed" : "request.reopened"], found.id);
      const fields = fieldsOf({ came: came ? "yes" : "no" });
      return { who: null, path: `/track/${found.token}/outcome`, fields, proofs };
    },
  },
  {
    name: "resident's cancellation",
    weight: 1,
    async prepare(scene) {
      const found = await linkedIn(scene, ["submitted", "triaged", "in_progress"]);
      if (!found) return null;
      const proofs = lineOf(found.id, ["request.cancelled"], found.id);
      return { who: null, path: `/track/${found.token}/cancellation`, fields: [], proofs };
    },
  },
  ...STEPS.map(
    ({ name, weight, states, to, types, fields }): Command => ({
      name,
      weight,
      async prepare(scene) {
        const found = await requestIn(scene, states);
        if (!found) return null;
        const who = scene.random.pick(scene.city.coordinators);
        return {
          who,
          path: `/board/requests/${found.id}/${to}`,
          fields: fieldsOf(fields(scene, found)),
          proofs: lineOf(found.id, types, who.id),
        };
      },
    }),
  ),
  {
    name: "merge",
    weight: 1,
    async prepare(scene) {
      const found = await requestIn(scene, ["submitted", "triaged"]);
      const other = await requestIn(scene, ["submitted", "triaged", "in_progress", "duplicate"]);
      if (!found || !other || found.id === other.id) return null;
      const who = scene.random.pick(scene.city.coordinators);
      return {
        who,
        path: `/board/requests/${found.id}/duplicates`,
        fields: fieldsOf({ code: other.code, version: found.version }),
        proofs: lineOf(found.id, ["request.merged"], who.id),
      };
    },
  },
  {
    name: "coordinator's note",
    weight: 2,
    async prepare(scene) {
      const found = await requestIn(scene, ["triaged", "in_progress", "fulfilled"]);
      if (!found) return null;
      const note = scene.unique("note");
      return {
        who: scene.random.pick(scene.city.coordinators),
        path: `/board/requests/${found.id}/notes`,
        fields: fieldsOf({ note, forResident: scene.random.pick(["yes", ""]) }),
        proofs: [{ kind: "note of a request", text: note, often: "each" }],
      };
    },
  },
];
