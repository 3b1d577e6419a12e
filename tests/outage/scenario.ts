import type { Defer } from "./cleanup";
import type { Outcome } from "./outcome";

/** What has to be on the machine beside Node. */
export type Need = "postgresql" | "pgbouncer" | "mounting";

/** One line of the table. */
export type Scenario = {
  name: string;
  title: string;
  needs: readonly Need[];
  play: (defer: Defer) => Promise<Outcome>;
};
