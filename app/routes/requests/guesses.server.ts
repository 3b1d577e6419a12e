import type { AppLoadContext } from "@remix-run/node";
import type { Limit } from "../../platform/limits.server";

/**
 * Counts a guess at a code before it is judged: guesses that come all at once are counted one by one. Null where there have
 * been too many; else what takes it back, for it was right. What is too much from one address does not count against the
 * code, or one guesser could close it to its resident.
 */
export async function countGuess({ limits, address }: AppLoadContext, code: string) {
  const here: [Limit, string][] = [
    [limits.trackingCodeHere, `${code} ${address}`],
    [limits.trackingAddress, address],
  ];
  const everywhere: [Limit, string] = [limits.trackingCode, code];
  const count = async (counters: [Limit, string][]) =>
    !(await Promise.all(counters.map(([limit, key]) => limit.consume(key)))).includes(false);
  if (!(await count(here)) || !(await count([everywhere]))) return null;
  return async () =>
    void (await Promise.all([...here, everywhere].map(([limit, key]) => limit.giveBack(key))));
}
