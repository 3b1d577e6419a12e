import type { Fields } from "./forms";

const KEY = "draft";

/** What is typed stays in this tab until it is sent; its key goes along, so that what was sent twice is one request. */
export function keepDraft(isSent: boolean, fields: Fields) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([isSent, fields]));
  } catch {
    // A browser that keeps nothing.
  }
}

export function dropDraft() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nor had it kept anything.
  }
}

/** Whether it has been sent, and the fields. */
export function readDraft(): [boolean?, Fields?] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}
