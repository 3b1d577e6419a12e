/** What came to one sink: by the program's own id of it, the moments (of `performance`). */
export type Came = Map<string, number[]>;

export const noteArrival = (came: Came, id: string) =>
  void came.set(id, [...(came.get(id) ?? []), performance.now()]);

/** The share of messages that a sink does not take at first. */
const BUSY = 0.03;
/** Milliseconds until one answers: usually at most, and seldom. Who is killed meanwhile does not know that it has taken the message. */
const USUALLY = 30;
const SELDOM = 300;

export const refusesNow = () => Math.random() < BUSY;
export const lingering = () => Math.random() * (Math.random() < 0.02 ? SELDOM : USUALLY);
