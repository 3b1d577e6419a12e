import { readFileSync } from "node:fs";

/** What is in a file that was named on the command line. Ends the program with one line where it can't be read, or none was named. */
export function readInput(file: string | undefined, usage: string): Buffer {
  try {
    if (file) return readFileSync(file);
    process.stderr.write(`usage: ${usage}\n`);
  } catch (fault) {
    const { code, message } = fault as NodeJS.ErrnoException;
    if (!code) throw fault;
    process.stderr.write(`naaber: ${message}\n`);
  }
  process.exit(2);
}
