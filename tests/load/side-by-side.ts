// What benchmarks share that compare two sides in one run, in turns, so that a slow machine slows both.
import autocannon from "autocannon";

export const ROUNDS = 7;
/** Of one side's turn. */
export const SECONDS = 3;
/** Connections that ask at the same time. */
export const AT_ONCE = 16;

export const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
export type Target = { url: string; cookie?: string };
export const headersOf = ({ cookie }: Target) => ({
  "accept-encoding": "identity",
  ...(cookie ? { cookie } : {}),
});

/** Pages a second, over a few seconds with as many connections. */
export async function pages(target: Target): Promise<number> {
  const { requests, non2xx } = await autocannon({
    url: target.url,
    connections: AT_ONCE,
    duration: SECONDS,
    headers: headersOf(target),
  });
  if (non2xx > 0) throw new Error(`${target.url}: ${non2xx} answers were not 200`);
  return requests.average;
}

/** Both in turns, the order changing, after one round that does not count. */
export async function against(one: () => Promise<number>, other: () => Promise<number>) {
  const [ones, others]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const first = round % 2 === 0;
    const [a, b] = first ? [await one(), await other()] : [await other(), await one()];
    if (round === 0) continue;
    ones.push(first ? a : b);
    others.push(first ? b : a);
  }
  return {
    one: median(ones),
    other: median(others),
    ratio: median(ones.map((value, i) => value / others[i]!)),
  };
}
