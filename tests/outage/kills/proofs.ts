import type { Sql } from "./server";

/**
 * What shows in the database that a change was made. `each`: as often as it was acknowledged, and no more often than it may
 * have been; `once`: exactly once, however often it was sent; `some`: at least once, for what is answered with "done" again.
 */
export type Proof = { often: "each" | "once" | "some" } & (
  | { kind: "line"; thing: string; types: string[]; who?: string; undone?: boolean }
  | { kind: "sign-up line"; shift?: string; role?: string; person: string; types: string[] }
  // Whoever answers may have been asked once more meanwhile: it is their latest part that is meant.
  | { kind: "part line"; task: string; person: string; types: string[] }
  | { kind: "assignment"; task: string; person: string; who: string }
  | { kind: "reservation"; task: string; offer: string; who: string }
  | { kind: keyof typeof MARKED; text: string }
);

/** How a change that was sent has ended for whoever sent it. */
export type Ending = "acknowledged" | "refused" | "unknown";
type Asked = { proof: Proof; command: string; acknowledged: number; unknown: number };

/** Where a text that occurs once in the world is looked for; gives as many rows as there are. */
const MARKED = {
  request: "select details as text from request_private",
  "note of a request": "select body as text from request_note",
  task: "select title as text from task",
  offer: "select title as text from offer",
  shift: "select place as text from shift",
  "published shift":
    "select s.place as text from shift s join event e on e.thing_id = s.id and e.type = 'shift.published'",
  "note of a shift": "select body as text from shift_note",
  "link to a place": "select sign_up_id::text as text from swap",
  invitation: "select email as text from invitation",
  broadcast: "select words ->> 'uk' as text from broadcast",
} as const;

/** By kind, a query of how often each of the things asked for in `$1` is there. */
const COUNTS: Record<Exclude<Proof["kind"], keyof typeof MARKED>, string> = {
  line: `select k.no, count(e.id)::int as found
    from json_to_recordset($1::json) as k(no int, thing uuid, types text[], who uuid, undone bool)
    left join event e on e.thing_id = k.thing and e.type = any(k.types) and (k.who is null or e.actor_id = k.who)
      and (k.undone is null or k.undone = (e.reason is not distinct from 'undone'))
    group by k.no`,
  "sign-up line": `select k.no, count(e.id)::int as found
    from json_to_recordset($1::json) as k(no int, shift text, role text, person text, types text[])
    left join event e on e.thing = 'sign_up' and e.data ->> 'person' = k.person and e.type = any(k.types)
      and (k.shift is null or e.data ->> 'shift' = k.shift) and (k.role is null or e.data ->> 'role' = k.role)
    group by k.no`,
  "part line": `select k.no, count(e.id)::int as found
    from json_to_recordset($1::json) as k(no int, task uuid, person uuid, types text[])
    left join assignment a on a.task_id = k.task and a.person_id = k.person
    left join event e on e.thing_id = a.id and e.type = any(k.types) and e.actor_id = k.person
    group by k.no`,
  assignment: `select k.no, count(a.id)::int as found
    from json_to_recordset($1::json) as k(no int, task uuid, person uuid, who uuid)
    left join assignment a on a.task_id = k.task and a.person_id = k.person and a.offered_by = k.who
    group by k.no`,
  reservation: `select k.no, count(r.id)::int as found
    from json_to_recordset($1::json) as k(no int, task uuid, offer uuid, who uuid)
    left join reservation r on r.task_id = k.task and r.offer_id = k.offer and r.reserved_by = k.who
    group by k.no`,
};

const queryOf = (kind: Proof["kind"]): string =>
  kind in COUNTS
    ? COUNTS[kind as keyof typeof COUNTS]
    : `select k.no, count(m.text)::int as found from json_to_recordset($1::json) as k(no int, text text)
       left join (${MARKED[kind as keyof typeof MARKED]}) m on m.text = k.text group by k.no`;

/** Remembers what was asked of the program, and judges whether the database holds just that. */
export function makeProofs() {
  const asked = new Map<string, Asked>();

  function note(command: string, proof: Proof, ending: Ending) {
    if (ending === "refused") return;
    const key = JSON.stringify(proof);
    let known = asked.get(key);
    if (!known) {
      known = { proof, command, acknowledged: 0, unknown: 0 };
      asked.set(key, known);
    }
    known[ending] += 1;
  }

  /** What was acknowledged and is not there, and what is there more often than anybody asked for it. */
  async function judge(sql: Sql): Promise<{ lost: string[]; doubled: string[] }> {
    const lost: string[] = [];
    const doubled: string[] = [];
    const all = [...asked.values()];
    for (const kind of new Set(all.map(({ proof }) => proof.kind))) {
      const of = all.filter(({ proof }) => proof.kind === kind);
      const keys = JSON.stringify(of.map(({ proof }, no) => ({ no, ...proof })));
      const rows = await sql.unsafe<{ no: number; found: number }[]>(queryOf(kind), [keys]);
      for (const { no, found } of rows) {
        const one = of[no]!;
        const [least, most] = boundsOf(one);
        const told = `${one.command}: ${JSON.stringify(one.proof)}, acknowledged ${one.acknowledged}, unknown ${one.unknown}, found ${found}`;
        if (found < least) lost.push(told);
        if (found > most) doubled.push(told);
      }
    }
    return { lost, doubled };
  }

  return { note, judge };
}

export type Proofs = ReturnType<typeof makeProofs>;

function boundsOf({ proof, acknowledged, unknown }: Asked): [least: number, most: number] {
  if (proof.often === "each") return [acknowledged, acknowledged + unknown];
  return [Math.min(acknowledged, 1), proof.often === "once" ? 1 : Number.POSITIVE_INFINITY];
}
