import { resolve } from "node:path";
import { nativeFolder, startEmbedded } from "../../../app/platform/embedded.server";
import type { Defer } from "../cleanup";
import { makeFolder, until } from "../debian";
import { playOutage } from "../outage";
import type { Outcome } from "../outcome";
import { query, takesChanges } from "../query";
import type { Scenario } from "../scenario";
import { openStage } from "../stage";

const root = resolve(import.meta.dirname, "../../..");
const DATABASE = "naaber_lviv";

async function killed(defer: Defer): Promise<Outcome> {
  const { folder, remove } = makeFolder("own-server");
  defer(remove);
  let seconds = 0;
  // It runs already, so it is only asked where it is.
  const judge = async () => (await startEmbedded(nativeFolder(root), folder)).url(DATABASE);
  const stage = await openStage(defer, { DATA_FOLDER: folder }, { count: 1, judge });
  const strike = async () => {
    const began = performance.now();
    process.kill(await firstProcess(stage.judge), "SIGKILL");
    await until("its own server is back", 60, () => takesChanges(stage.judge));
    seconds = (performance.now() - began) / 1_000;
  };
  const outcome = await playOutage(stage, strike);
  outcome.notes.push(`the server was back ${seconds.toFixed(1)} s after it was killed`);
  return outcome;
}

async function firstProcess(url: string): Promise<number> {
  const [row] = await query<{ file: string }>(url, "select pg_read_file('postmaster.pid') as file");
  return Number(row!.file.split("\n", 1)[0]);
}

/** The server that the program runs itself. */
export const embeddedScenarios: Scenario[] = [
  {
    name: "embedded",
    title: "one process with its own server, which is killed (SIGKILL)",
    needs: [],
    play: killed,
  },
];
