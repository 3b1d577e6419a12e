// `npm run states [-- --check]`: draws every table of states into docs/states.md; with `--check` it only says whether the page
// is as the code has it.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { assignmentTransitions, taskTransitions } from "../app/dispatch/states";
import { handoverTransitions } from "../app/duty/states";
import { incidentTransitions } from "../app/incidents/states";
import { broadcastTransitions } from "../app/messages/states";
import type { Transitions } from "../app/platform/transitions";
import { requestTransitions } from "../app/requests/states";
import { offerTransitions, reservationTransitions } from "../app/resources/states";
import {
  FIRST_SIGN_UPS,
  shiftTransitions,
  signUpTransitions,
  swapTransitions,
} from "../app/shifts/states";

/** Each kind of thing with its table and the states that it can begin in. */
export const LIFECYCLES: readonly {
  thing: string;
  title: string;
  transitions: Transitions<string>;
  begins: readonly string[];
}[] = [
  {
    thing: "request",
    title: "Help request",
    transitions: requestTransitions,
    begins: ["submitted"],
  },
  { thing: "task", title: "Task", transitions: taskTransitions, begins: ["open"] },
  {
    thing: "assignment",
    title: "Assignment",
    transitions: assignmentTransitions,
    begins: ["offered"],
  },
  { thing: "offer", title: "Resource offer", transitions: offerTransitions, begins: ["offered"] },
  {
    thing: "reservation",
    title: "Reservation",
    transitions: reservationTransitions,
    begins: ["held"],
  },
  { thing: "shift", title: "Shift", transitions: shiftTransitions, begins: ["draft"] },
  {
    thing: "sign_up",
    title: "Sign-up",
    transitions: signUpTransitions,
    begins: FIRST_SIGN_UPS,
  },
  { thing: "incident", title: "Incident", transitions: incidentTransitions, begins: ["open"] },
  {
    thing: "broadcast",
    title: "Broadcast",
    transitions: broadcastTransitions,
    begins: ["draft"],
  },
  {
    thing: "handover",
    title: "Hand-over",
    transitions: handoverTransitions,
    begins: ["open"],
  },
  { thing: "swap", title: "Swap", transitions: swapTransitions, begins: ["open"] },
];

const HEAD = `# States

Which state may follow which, drawn from each room's \`states.ts\` by \`npm run states\`. \`transition()\` takes no other step, and neither does the database:
the table \`transition\` holds the same, and a trigger refuses what is not in it. A step without its line in the record is refused at commit.
`;

function drawn({ title, transitions, begins }: (typeof LIFECYCLES)[number]): string {
  const steps = Object.entries(transitions).flatMap(([from, followers]) =>
    followers.length === 0 ? [`${from} --> [*]`] : followers.map((to) => `${from} --> ${to}`),
  );
  const lines = [...begins.map((state) => `[*] --> ${state}`), ...steps];
  const body = lines.map((line) => `    ${line}`).join("\n");
  return `\n## ${title}\n\n\`\`\`mermaid\nstateDiagram-v2\n${body}\n\`\`\`\n`;
}

export const statesPage = (): string => HEAD + LIFECYCLES.map(drawn).join("");

const page = resolve(import.meta.dirname, "../docs/states.md");
if (process.argv[1] === import.meta.filename) {
  if (!process.argv.includes("--check")) writeFileSync(page, statesPage());
  else if (readFileSync(page, "utf8") !== statesPage()) {
    console.error("docs/states.md is not as the code has it: npm run states");
    process.exitCode = 1;
  }
}
