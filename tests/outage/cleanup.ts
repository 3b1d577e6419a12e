/** Remembers how to undo something; the last that was done is undone first. */
export type Defer = (undo: () => unknown) => void;

/** What has to go when a scenario ends, however it ends. */
export function makeCleanup() {
  const steps: (() => unknown)[] = [];
  return {
    defer: ((undo) => void steps.push(undo)) satisfies Defer,
    /** Undoes everything; what can't be undone holds up nothing else. */
    async run(): Promise<void> {
      for (let undo = steps.pop(); undo; undo = steps.pop())
        try {
          await undo();
        } catch (fault) {
          process.stderr.write(`cleaning up: ${(fault as Error).message}\n`);
        }
    },
  };
}
