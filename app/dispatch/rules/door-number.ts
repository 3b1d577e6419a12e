import { createHash } from "node:crypto";

/**
 * Three digits by which a resident knows who is at the door, the same whatever language they are read in. They follow from the id
 * of a part in a task, which is random and which nobody sees but the coordinators of that task; nothing of it is stored, and
 * whoever withdraws takes theirs along.
 */
export function doorNumber(assignmentId: string): string {
  const digest = createHash("sha256").update(`door ${assignmentId}`).digest();
  return String(100 + (digest.readUInt32BE(0) % 900));
}
