import { wallTime } from "../../../../app/platform/zone";
import { type Attempt, type Command, fieldsOf, lineOf, one, type Scene } from "../command";

const ZONE = "Europe/Kyiv";
const HOUR = 3_600_000;
type Task = { id: string; version: number; state: string };
type Part = { id: string; task: string; person: string; state: string };

/** The wall clocks of a window that has begun. */
export const fromNow = (hours: number): { from: string; to: string } => ({
  from: wallTime(new Date(), ZONE),
  to: wallTime(new Date(Date.now() + hours * HOUR), ZONE),
});

const taskIn = ({ sql }: Scene, states: string[]) =>
  one<Task>(sql<Task[]>`select id, version, state from task where state = any(${states})
    order by random() limit 1`);

/** Somebody's part, of a task that stands in one of these states. */
const partIn = ({ sql }: Scene, states: string[], tasks: string[]) =>
  one<Part>(sql<Part[]>`
    select a.id, a.task_id as task, a.person_id as person, a.state
    from assignment a join task t on t.id = a.task_id
    where a.state = any(${states}) and t.state = any(${tasks}) order by random() limit 1`);

const LIVE = ["open", "assigned", "under_way"];

/** What a volunteer says about their part of a task. */
type Said = {
  name: string;
  weight: number;
  states: string[];
  tasks: string[];
  to: string;
  say: (scene: Scene, part: Part) => Promise<Record<string, string>>;
  /** Pressed again, it is so already, whoever did it. */
  again?: boolean;
  became: (part: Part) => string;
};

const refusal = async ({ unique }: Scene) => ({ reason: "busy", note: unique("word") });

const SAID: Said[] = [
  {
    name: "accept",
    weight: 6,
    states: ["offered"],
    tasks: LIVE,
    to: "answers",
    say: async () => ({ answer: "yes" }),
    became: () => "accepted",
  },
  {
    name: "decline",
    weight: 1,
    states: ["offered"],
    tasks: LIVE,
    to: "answers",
    say: refusal,
    became: () => "declined",
  },
  {
    name: "withdraw from a task",
    weight: 0.7,
    states: ["accepted", "en_route", "on_site"],
    tasks: LIVE,
    to: "withdrawals",
    say: refusal,
    became: () => "withdrawn",
  },
  {
    name: "progress",
    weight: 6,
    states: ["accepted", "en_route"],
    tasks: ["assigned", "under_way"],
    to: "progress",
    say: async (_, { state }) => ({ to: state === "accepted" ? "en_route" : "on_site" }),
    again: true,
    became: ({ state }) => (state === "accepted" ? "en_route" : "on_site"),
  },
  {
    name: "complete",
    weight: 5,
    states: ["en_route", "on_site"],
    tasks: ["under_way"],
    to: "completions",
    async say({ sql, unique }, { task }) {
      const rows = await sql<{ id: string }[]>`
        select request_id as id from task_request where task_id = ${task}`;
      const outcomes = rows.map(({ id }) => [`outcome-${id}`, "whole"]);
      return { ...Object.fromEntries(outcomes), note: unique("word") };
    },
    again: true,
    became: () => "done",
  },
];

/** What was delivered, request by request: whole, short, or nothing. */
async function confirmation({ sql, random }: Scene, task: Task) {
  const rows = await sql<{ id: string; quantity: string | null }[]>`
    select r.id, r.quantity from task_request t join request r on r.id = t.request_id
    where t.task_id = ${task.id}`;
  const came = rows.map(({ id, quantity }): [string, string | number] =>
    quantity === null
      ? [`outcome-${id}`, random.chance(0.8) ? "whole" : "none"]
      : [`amount-${id}`, random.pick([20, 20, 20, 8, 0])],
  );
  return { ...Object.fromEntries(came), version: task.version };
}

/** What a coordinator does with a task as a whole. */
type Step = {
  name: string;
  weight: number;
  states: string[];
  to: string;
  fields: (scene: Scene, task: Task) => Promise<Record<string, string | number>>;
  types: string[];
};
const STEPS: Step[] = [
  {
    name: "confirm",
    weight: 5,
    states: ["done"],
    to: "confirmations",
    fields: confirmation,
    types: ["task.confirmed"],
  },
  {
    name: "return a task",
    weight: 0.7,
    states: ["done"],
    to: "returns",
    fields: async (_, { version }) => ({ version }),
    types: ["task.under_way"],
  },
  {
    name: "end a task",
    weight: 0.7,
    states: LIVE,
    to: "endings",
    fields: async ({ random }, { version }) => ({
      to: random.pick(["cancelled", "failed"]),
      reason: "no_access",
      version,
    }),
    types: ["task.cancelled", "task.failed"],
  },
];

async function newTask(scene: Scene): Promise<Attempt | null> {
  const { sql, random, city, unique } = scene;
  const rows = await sql<{ id: string }[]>`
    select id from request where state in ('triaged', 'in_progress')
    order by state = 'in_progress', random() limit ${random.pick([1, 1, 1, 2])}`;
  if (rows.length === 0) return null;
  const title = unique("task");
  const errand = random.chance(0.1);
  const asked = rows.map(({ id }): [string, string] => ["request", id]);
  const fields = fieldsOf({
    title,
    briefing: "Ring twice",
    checklist: "Keys\nTorch",
    ...fromNow(random.whole(1, 3)),
    teamSize: random.pick([1, 1, 2]),
    district: errand ? "north" : "",
  });
  return {
    who: random.pick(city.coordinators),
    path: "/board/tasks/new",
    fields: [...(errand ? [] : asked), ...fields],
    proofs: [{ kind: "task", text: title, often: "each" }],
  };
}

async function offerOfTask(scene: Scene): Promise<Attempt | null> {
  const { sql, random, city } = scene;
  const task = await taskIn(scene, ["open"]);
  if (!task) return null;
  const free = await sql<{ id: string }[]>`
    select p.id from person p join volunteer_profile v on v.person_id = p.id, task t
    where t.id = ${task.id} and p.standing = 'verified'
      and not exists (select from commitment c where c.person_id = p.id and c.during && t.during)
      and not exists (select from assignment a where a.task_id = t.id and a.person_id = p.id
        and a.state in ('offered', 'accepted', 'en_route', 'on_site', 'done'))
    order by random() limit ${random.pick([1, 2])}`;
  if (free.length === 0) return null;
  const who = random.pick(city.coordinators);
  const people = free.map(({ id }): [string, string] => ["people", id]);
  return {
    who,
    path: `/board/tasks/${task.id}/offers`,
    fields: [...people, ...fieldsOf({ minutes: random.pick([1, 60]), word: "They are near" })],
    proofs: free.map(({ id }) => ({
      kind: "assignment",
      often: "each",
      task: task.id,
      person: id,
      who: who.id,
    })),
  };
}

/** Everything about tasks, by coordinators and by the volunteers who are on them. */
export const taskCommands: Command[] = [
  { name: "task", weight: 6, prepare: newTask },
  { name: "offer of a task", weight: 8, prepare: offerOfTask },
  {
    name: "release from a task",
    weight: 0.7,
    async prepare(scene) {
      const part = await partIn(scene, ["offered", "accepted", "en_route", "on_site"], LIVE);
      if (!part) return null;
      const who = scene.random.pick(scene.city.coordinators);
      return {
        who,
        path: `/board/tasks/${part.task}/releases`,
        fields: [["assignment", part.id]],
        proofs: lineOf(part.id, ["assignment.released"], who.id),
      };
    },
  },
  ...SAID.map(
    ({ name, weight, states, tasks, to, say, again, became }): Command => ({
      name,
      weight,
      async prepare(scene) {
        const part = await partIn(scene, states, tasks);
        if (!part) return null;
        const who = scene.city.volunteer(part.person);
        const types = [`assignment.${became(part)}`];
        return {
          who,
          path: `/tasks/${part.task}/${to}`,
          fields: fieldsOf(await say(scene, part)),
          proofs: again
            ? lineOf(part.id, types, undefined, "some")
            : [{ kind: "part line", often: "each", task: part.task, person: part.person, types }],
        };
      },
    }),
  ),
  ...STEPS.map(
    ({ name, weight, states, to, fields, types }): Command => ({
      name,
      weight,
      async prepare(scene) {
        const task = await taskIn(scene, states);
        if (!task) return null;
        const who = scene.random.pick(scene.city.coordinators);
        return {
          who,
          path: `/board/tasks/${task.id}/${to}`,
          fields: fieldsOf(await fields(scene, task)),
          proofs: lineOf(task.id, types, who.id),
        };
      },
    }),
  ),
];
