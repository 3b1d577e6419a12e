// `npm run bench:sealed`: what the pages of a coordinator cost where free texts lie encrypted, against the same rows as they were
// typed. Both in one run, in turns; medians and ratios.
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { nativeFolder, startEmbedded } from "../../app/platform/embedded.server";
import { TEST_DATA_KEY } from "../factories/data-key";
import { keep } from "./keep";
import { type Prepared, prepareCity } from "./prepare-city";
import { AT_ONCE, against, pages, ROUNDS, SECONDS } from "./side-by-side";

const OPEN = 2_000;
const ROWS = { open: OPEN, ended: 48_000, offers: 2_000, shifts: 100, volunteers: 400 };

const folder = join(tmpdir(), `naaber-sealed-${process.pid}`);
mkdirSync(folder, { recursive: true, mode: 0o711 });
const server = await startEmbedded(
  nativeFolder(resolve(import.meta.dirname, "../..")),
  join(folder, "server"),
);
const cities: Prepared[] = [];

try {
  const plain = await prepareCity(server, "plain", ROWS);
  cities.push(plain);
  const sealed = await prepareCity(server, "sealed", ROWS, TEST_DATA_KEY);
  cities.push(sealed);
  const lines: string[] = [];
  for (const [path, what] of [
    ["/board", "first page of the board"],
    [`/board?q=${encodeURIComponent("Коваленко")}`, "search for a name that thousands have"],
    [`/board?q=${encodeURIComponent("Шевчк")}`, "search with an error of typing"],
    ["/board?q=380670000042", "search for a number"],
    ["request", "sheet of a request with its notes"],
  ] as const) {
    const cost = ({ program, cookie, request }: Prepared) =>
      pages({
        url: program.base + (path === "request" ? `/board/requests/${request}` : path),
        cookie,
      }).then((perSecond) => 1 / perSecond);
    const { one, other, ratio } = await against(
      () => cost(sealed),
      () => cost(plain),
    );
    lines.push(
      `${what}: ${(1 / one).toFixed(0)} pages/s encrypted, ${(1 / other).toFixed(0)} as typed, cost ${ratio.toFixed(2)} times (at most 1.5)`,
    );
    process.stdout.write(`${lines.at(-1)}\n`);
  }
  keep(
    `\`npm run bench:sealed\`, ${OPEN} open among ${ROWS.open + ROWS.ended} requests, door codes and notes encrypted or not, ${ROUNDS} rounds of ${SECONDS} s a side in turns, ${AT_ONCE} at once, medians,`,
    lines,
  );
} finally {
  for (const { program, app } of cities) {
    await program.end("SIGTERM").catch(() => {});
    await app.end();
  }
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
