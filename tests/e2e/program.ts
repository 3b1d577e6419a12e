import { rmSync } from "node:fs";
import { join } from "node:path";
import { serverFolder } from "../factories/server-folder";
import { serve } from "../http/serve";

/** The program as `npm start` runs it, with a database and a demo city of its own. */
export default async function start() {
  const folder = serverFolder("e2e");
  const program = await serve({ CITY: "lviv", DATA_FOLDER: join(folder, "data") });
  process.env.NAABER_E2E = program.base;
  return async () => {
    await program.end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
}
