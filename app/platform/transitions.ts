/** From each state, the states that may follow it. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/** A table of states: its keys are the states there are, and nothing follows that is none of them. */
export const lifecycle = <State extends string>(
  table: Readonly<Record<State, readonly NoInfer<State>[]>>,
): Transitions<State> => table;

/** The states of a table, in its order. */
export const statesOf = <State extends string>(table: Transitions<State>): [State, ...State[]] =>
  Object.keys(table) as [State, ...State[]];

/** The states that something may still follow. */
export const unfinished = <State extends string>(table: Transitions<State>): readonly State[] =>
  statesOf(table).filter((state) => table[state].length > 0);

export const mayBecome = <State extends string>(
  table: Transitions<State>,
  from: State,
  to: State,
): boolean => table[from].includes(to);

/** Whether a state is one of a list, whatever the list's own type. */
export const isOneOf = (states: readonly string[], state: string): boolean =>
  states.includes(state);
