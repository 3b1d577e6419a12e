import { makeCleanup } from "./cleanup";
import { debianTools } from "./debian";
import { needPgbouncer } from "./pgbouncer";
import type { Need } from "./scenario";
import { mountSmallDisk } from "./small-disk";

const CHECKS: Record<Need, () => unknown> = {
  postgresql: () => debianTools(),
  pgbouncer: needPgbouncer,
  async mounting() {
    const { defer, run } = makeCleanup();
    try {
      mountSmallDisk(defer, 1);
    } finally {
      await run();
    }
  },
};

const known = new Map<Need, Promise<string | null>>();

/** Installs what is missing where it can; else says what is needed and can't be had, null when all is there. */
export async function missingNeeds(needs: readonly Need[]): Promise<string | null> {
  for (const need of needs) {
    const asked =
      known.get(need) ??
      Promise.resolve()
        .then(CHECKS[need])
        .then(
          () => null,
          (fault: Error) => `${need}: ${fault.message.split("\n", 1)[0]}`,
        );
    known.set(need, asked);
    const missing = await asked;
    if (missing) return missing;
  }
  return null;
}
