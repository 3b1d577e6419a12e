import type { Scenario } from "./scenario";
import { embeddedScenarios } from "./scenarios/embedded";
import { jobScenarios } from "./scenarios/jobs";
import { networkScenarios } from "./scenarios/network";
import { poolerScenarios } from "./scenarios/pooler";
import { serverScenarios } from "./scenarios/server";
import { shortageScenarios } from "./scenarios/shortage";
import { slowClientScenarios } from "./scenarios/slow-clients";
import { startScenarios } from "./scenarios/starting";
import { stopScenarios } from "./scenarios/stopping";

/** All lines of the table, in its order. */
export const scenarios: readonly Scenario[] = [
  ...serverScenarios,
  ...shortageScenarios,
  ...poolerScenarios,
  ...networkScenarios,
  ...embeddedScenarios,
  ...startScenarios,
  ...stopScenarios,
  ...jobScenarios,
  ...slowClientScenarios,
];
