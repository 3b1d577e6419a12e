// `node deploy/ready.mjs [--wait SECONDS]`: ends with 0 once the program on this machine is ready (`/readyz`), else with 1. It needs
// no package, so that a container and a service ask with it. With MAINPID, as systemd sets it, it waits no longer than that process.
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { wait: { type: "string", default: "0" } } });
const { PORT = "3000", HOST = "", MAINPID } = process.env;
const everywhere = ["", "0.0.0.0", "::"].includes(HOST);
const name = everywhere ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST;
const address = `http://${name}:${PORT}/readyz`;
const until = Date.now() + Number(values.wait) * 1_000;
let answer = await ask();
while (answer !== "ready" && Date.now() < until && isAlive(MAINPID)) {
  await new Promise((resolve) => setTimeout(resolve, 250));
  answer = await ask();
}
if (answer !== "ready") console.error(`${address}: ${answer}`);
process.exit(answer === "ready" ? 0 : 1);

async function ask() {
  try {
    const { ok, status } = await fetch(address, { signal: AbortSignal.timeout(3_000) });
    return ok ? "ready" : `answers ${status}`;
  } catch (fault) {
    return `does not answer (${fault.cause?.code ?? fault.name})`;
  }
}

function isAlive(pid) {
  try {
    if (pid) process.kill(Number(pid), 0);
    return true;
  } catch {
    return false;
  }
}
