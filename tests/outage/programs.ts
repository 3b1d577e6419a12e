import { serve } from "../http/serve";

export type Program = Awaited<ReturnType<typeof serve>>;

/** Starts processes of the program, and ends those that still run when whoever started them is done or has failed. */
export function makePrograms() {
  const running = new Set<Program>();
  return {
    async start(settings: Record<string, string>): Promise<Program> {
      const program = await serve(settings);
      running.add(program);
      const end: Program["end"] = (signal) => {
        running.delete(program);
        return program.end(signal);
      };
      return { ...program, end };
    },
    async endAll() {
      for (const program of running) {
        running.delete(program);
        if (isAlive(program.pid)) await program.end("SIGKILL");
      }
    },
  };
}

export type Programs = ReturnType<typeof makePrograms>;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
