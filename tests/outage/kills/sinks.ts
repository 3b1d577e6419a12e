/** What came to one sink: by the program's own id of it, the moments (of `performance`). */
export type Came = Map<string, number[]>;

export const noteArrival = (came: Came, id: string) =>
  void came.set(id, [...(came.get(id) ?? []), performance.now()]);

/** The share of messages that a sink does not take at first. */
const BUSY = 0.03;
/** Milliseconds that an answer takes at most: of a mail server beside the program, of a service in the internet, and now and then. */
export const NEAR = 3;
export const FAR = 30;
const SELDOM = 300;
const SELDOM_SHARE = 0.02;

export const refusesNow = () => Math.random() < BUSY;

/** How long a sink that has taken a message waits with its answer: who is killed meanwhile does not know that it has. */
export const lingering = (usually: number) =>
  Math.random() * (Math.random() < SELDOM_SHARE ? SELDOM : usually);
