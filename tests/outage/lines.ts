import type { Scenario } from "./scenario";
import { networkScenarios } from "./scenarios/network";
import { poolerScenarios } from "./scenarios/pooler";
import { serverScenarios } from "./scenarios/server";
import { shortageScenarios } from "./scenarios/shortage";

/** All lines of the table, in its order. */
export const scenarios: readonly Scenario[] = [
  ...serverScenarios,
  ...shortageScenarios,
  ...poolerScenarios,
  ...networkScenarios,
];
