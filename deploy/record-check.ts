// `npm run record:check [-- HEAD]`: works out the chain of the record anew and prints its head, to be kept elsewhere. With a
// HEAD that was kept (`1234:9f86…`) it also says whether all that it stood for is there still.
import { sql } from "drizzle-orm";
import { checkChain, type Head } from "../app/audit/queries/chain.server";
import { withStore } from "./with-store";

const given = process.argv[2];
const [, position, hash] = /^(\d+):([0-9a-f]{64})$/.exec(given ?? "") ?? [];
const kept: Head | null = position && hash ? { position: Number(position), hash } : null;

await withStore(async ({ store }) => {
  if (given && !kept) {
    console.error("usage: npm run record:check [-- POSITION:HASH]");
    return 2;
  }
  const { db } = store.connection;
  await db.execute(sql`select seal_record(1000000)`);
  const { head, unsealed, faults } = await checkChain(db, kept);
  for (const fault of faults) console.error(`wrong: ${fault}`);
  if (unsealed > 0) console.log(`${unsealed} lines are too young to be sealed`);
  console.log(head ? `${head.position}:${head.hash}` : "the record is empty");
  return faults.length > 0 ? 1 : 0;
});
