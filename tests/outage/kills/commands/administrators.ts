import { type Command, fieldsOf, lineOf, one } from "../command";

/** What administrators do about coordinators. */
export const administratorCommands: Command[] = [
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
