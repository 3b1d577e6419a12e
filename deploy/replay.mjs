// `npm run replay -- FILE [--url URL] [--csv [--login EMAIL --password PASSWORD]]`: posts the messages of a CSV (columns
// `request`, `message`, `labels`) to a running Naaber as phones would, or brings them as a coordinator brings a call centre's
// list, and tells whether every one of them arrived.
import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify/sync";
import { install } from "./install.mjs";

install();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: "string", default: "http://localhost:3000" },
    csv: { type: "boolean", default: false },
    // A coordinator of the demo.
    login: { type: "string", default: "hanna@demo.naaber.example" },
    password: { type: "string", default: "naaber demo 2026" },
  },
});
if (positionals.length !== 1) {
  console.error(
    "usage: npm run replay -- FILE [--url URL] [--csv [--login EMAIL --password PASSWORD]]",
  );
  process.exit(2);
}
const base = new URL(values.url).origin;
const AT_ONCE = 8;
const KINDS = {
  water: "water",
  food: "food",
  medical_products: "medicine",
  transport: "transport",
};

const rows = [];
for await (const row of createReadStream(positionals[0]).pipe(parse({ columns: true, bom: true })))
  if (row.request === "1") rows.push(row);

// Distinct numbers for each run, so that one run's people are not another's.
const run = String(Date.now() % 1000).padStart(3, "0");
const phoneOf = (index) => `+38050${run}${String(index).padStart(4, "0")}`;
const tally = { sent: 0, acknowledged: 0, found: 0 };
const times = [];
const failures = [];
let printed = 0;

const queue = rows.entries();
if (values.csv) await bringList();
else await postForms();

async function postForms() {
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  console.log(
    `\nsent ${tally.sent}, acknowledged ${tally.acknowledged}, found again by code ${tally.found}, lost ${tally.sent - tally.found}`,
  );
  times.sort((a, b) => a - b);
  const at = (share) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0);
  console.log(
    `from opening the form to the tracking page: median ${at(0.5)} ms, p95 ${at(0.95)} ms`,
  );
  for (const failure of failures.slice(0, 5)) console.log(failure);
  process.exitCode = tally.found === rows.length && rows.length > 0 ? 0 : 1;
}

async function worker() {
  for (const [index, row] of queue) {
    try {
      await replay(row, index);
    } catch (fault) {
      failures.push(`message ${row.id ?? index}: ${fault.message}`);
    }
    progress();
  }
}

function progress() {
  const step = process.stdout.isTTY ? 1 : 50;
  if (tally.found - printed < step) return;
  printed = tally.found;
  process.stdout.write(
    `${process.stdout.isTTY ? "\r" : ""}${printed} of ${rows.length}${process.stdout.isTTY ? "" : "\n"}`,
  );
}

async function replay(row, index) {
  const began = performance.now();
  const form = await (await fetch(`${base}/help`)).text();
  const options = (name) =>
    [...form.matchAll(new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`, "g"))].map(
      (match) => match[1],
    );
  const districts = [...form.matchAll(/<option value="([\w-]+)"/g)].map((match) => match[1]);
  const known = row.labels.split(" ").map((label) => KINDS[label]);
  const categories = options("category");
  const phone = phoneOf(index);
  tally.sent += 1;
  const answer = await fetch(`${base}/help`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: base },
    body: new URLSearchParams({
      key: crypto.randomUUID(),
      category: known.find((kind) => categories.includes(kind)) ?? "other",
      details: row.message.slice(0, 2000),
      people: "1",
      district: index % 4 === 0 ? "" : (districts[index % districts.length] ?? ""),
      address: index % 4 === 0 ? "not said" : "",
      phone,
    }),
  });
  if (answer.status !== 303) throw new Error(`answered ${answer.status}`);
  const page = await (await fetch(new URL(answer.headers.get("location"), base))).text();
  times.push(performance.now() - began);
  const spelled = /((?:\d ){7}\d)</.exec(page)?.[1];
  if (!spelled) throw new Error("the tracking page shows no code");
  tally.acknowledged += 1;
  const found = await fetch(`${base}/track`, {
    method: "POST",
    headers: { Origin: base },
    body: new URLSearchParams({ code: spelled, digits: phone.slice(-4) }),
  });
  if (found.status !== 200) throw new Error(`not found by its code: ${found.status}`);
  tally.found += 1;
}

/** As many rows as a list may have; each part is brought twice, as if the answer to the first had been lost. */
async function bringList() {
  const cookie = await signIn();
  const count = { fresh: 0, added: 0, known: 0 };
  let again = 0;
  const began = performance.now();
  for (let from = 0; from < rows.length; from += 2_000) {
    const csv = listOf(rows.slice(from, from + 2_000), from);
    const taken = await bring(csv, cookie);
    for (const name of Object.keys(count)) count[name] += Number(taken.get(name));
    again += Number((await bring(csv, cookie)).get("known"));
  }
  const arrived = count.fresh + count.added + count.known;
  console.log(
    `brought ${rows.length}, new ${count.fresh}, known ${count.known + count.added}, known when brought again ${again}, lost ${rows.length - Math.min(arrived, again)}`,
  );
  console.log(`in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  process.exitCode = arrived === rows.length && again === rows.length && again > 0 ? 0 : 1;
}

function listOf(part, from) {
  const kindOf = ({ labels }) => labels.split(" ").map((label) => KINDS[label]);
  const cells = part.map((row, index) => [
    `${run}-${from + index}`,
    phoneOf(from + index),
    kindOf(row).find(Boolean) ?? "other",
    row.message,
  ]);
  const columns = ["number", "phone", "category", "words"];
  return stringify(cells, { header: true, columns, delimiter: ";" });
}

async function bring(csv, cookie) {
  const body = new FormData();
  body.set("csv", csv);
  body.set("which", "all");
  const answer = await fetch(`${base}/board/requests/imports`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: base, Cookie: cookie },
    body,
  });
  if (answer.status !== 303) throw new Error(`the list was answered with ${answer.status}`);
  return new URL(answer.headers.get("location"), base).searchParams;
}

async function signIn() {
  const answer = await fetch(`${base}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { Origin: base },
    body: new URLSearchParams({ login: values.login, password: values.password }),
  });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  if (answer.status !== 303) throw new Error(`signing in was answered with ${answer.status}`);
  return cookies.join("; ");
}
