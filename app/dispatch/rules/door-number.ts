import { createHash } from "node:crypto";

/**
 * Three digits by which a resident knows who is at the door, the same whatever language they are read in: one for each visit, so
 * that what is said at one door opens no other. They follow from the id of a part in a task, which is random and which nobody sees
 * but the coordinators of that task, and from the request; nothing of it is stored, and whoever withdraws takes theirs along.
 */
export function doorNumber(assignmentId: string, requestId: string): string {
  const digest = createHash("sha256").update(`door ${assignmentId} ${requestId}`).digest();
  return String(100 + (digest.readUInt32BE(0) % 900));
}
