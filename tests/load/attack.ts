/**
 * `npm run bench:attack`: how long others wait for `/help` while eight connections send the worst that we know of, against the
 * quiet time before and after, in one run. Notes the figures in docs/benchmarks.md.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../http/serve";
import { keep } from "./keep";

const SECONDS = Number(process.argv[2] ?? 30);
const CONNECTIONS = 8;
const EVERY_MS = 40;
const MOST = 3;

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
const long = (length: number) => "Ж<&\"'".repeat(length).slice(0, length);
const help = (change: Record<string, string>) =>
  new URLSearchParams({
    key: `attack-${Math.random().toString(36).slice(2)}-abcdefghijk`,
    category: "water",
    details: "20 l",
    people: "2",
    address: "Naukova 7",
    phone: "+380671112233",
    ...change,
  }).toString();

/** What costs most, by what it was tried for: rendering, parsing, hashing, searching, saving. */
const WORST: (() => { path: string; body?: string; type?: string })[] = [
  () => ({ path: "/help", body: help({}) }),
  () => ({ path: "/help", body: help({ details: long(10_000), people: "many" }) }),
  () => ({ path: "/help", body: help({ email: `${"@.".repeat(4_000)} x` }) }),
  () => ({ path: "/help", body: Array.from({ length: 990 }, (_, i) => `f${i}=${i}`).join("&") }),
  () => ({ path: "/help", body: "a&".repeat(30_000) }),
  () => ({ path: "/sign-in", body: "login=olena.koval@demo.naaber.example&password=guess" }),
  () => ({ path: "/sign-in/code", body: "phone=0671112233&secret_code=12345678" }),
  () => ({ path: "/track", body: "code=12345678&digits=1234" }),
  () => ({
    path: "/sign-up",
    body: `name=A&email=${Math.random()}@x.example&password=${long(60)}`,
  }),
  () => ({ path: "/password-resets", body: "email=nobody@mail.example" }),
  () => ({ path: "/offers/new", body: new URLSearchParams({ title: long(9_000) }).toString() }),
  () => ({ path: `/track/${"a".repeat(22)}` }),
  () => ({ path: `/no-such-page?${"q=%D0%96&".repeat(400)}` }),
  () => ({ path: "/help", body: "{}", type: "application/json" }),
];

/** One connection, as fast as it is answered, from an address of its own. */
async function attack(base: string, number: number) {
  for (let i = number; ; i++) {
    const { path, body, type } = WORST[i % WORST.length]!();
    await fetch(base + path, {
      method: body === undefined ? "GET" : "POST",
      redirect: "manual",
      headers: {
        "X-Forwarded-For": `198.51.100.${number + 1}`,
        ...FORM,
        ...(type ? { "Content-Type": type } : {}),
      },
      ...(body === undefined ? {} : { body }),
    })
      .then((answer) => answer.arrayBuffer())
      .catch(() => {});
  }
}

/** What people from many addresses wait for the page, in milliseconds, sorted. */
async function others(base: string): Promise<number[]> {
  const waits: Promise<number>[] = [];
  const until = performance.now() + SECONDS * 1_000;
  while (performance.now() < until) {
    const began = performance.now();
    const from = `203.0.113.${waits.length % 250}`;
    waits.push(
      fetch(`${base}/help`, { headers: { "X-Forwarded-For": from } })
        .then((answer) => answer.arrayBuffer())
        .then(() => performance.now() - began),
    );
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return (await Promise.all(waits)).sort((a, b) => a - b);
}
const at = (sorted: number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;

async function run() {
  const folder = mkdtempSync(join(tmpdir(), "naaber-attack-"));
  const program = await serve({ CITY: "lviv", DATA_FOLDER: join(folder, "data"), DEMO: "yes" });
  let attackers: ChildProcess | null = null;
  try {
    await others(program.base);
    const before = await others(program.base);
    const args = ["--import", "tsx", import.meta.filename, String(SECONDS), program.base];
    attackers = spawn(process.execPath, args, { stdio: "inherit" });
    // Until they have all begun.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const during = await others(program.base);
    attackers.kill();
    await once(attackers, "exit");
    const after = await others(program.base);
    const quiet = (at(before, 0.99) + at(after, 0.99)) / 2;
    const ratio = at(during, 0.99) / quiet;
    keep("`npm run bench:attack`", [
      `p99 of /help for others while ${CONNECTIONS} connections send the worst for ${SECONDS} s: ` +
        `${at(during, 0.99).toFixed(1)} ms against ${quiet.toFixed(1)} ms quiet: ${ratio.toFixed(2)} times (at most ${MOST}); ` +
        `median ${at(during, 0.5).toFixed(1)} against ${at(before, 0.5).toFixed(1)} ms, ${during.length} pages`,
    ]);
  } finally {
    attackers?.kill();
    await program.end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}

const [base] = process.argv.slice(3);
if (base) await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => attack(base, i)));
else await run();
