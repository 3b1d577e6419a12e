import type { Attempt } from "./command";
import type { Ending } from "./proofs";

/** Milliseconds until somebody gives up on an answer: far beyond what any may take. */
const SILENT_AFTER = 30_000;

/** `unsent`: nobody was there to take it, so nothing has happened. */
export type Answer = {
  ending: Ending | "unsent";
  /** The status, or what became of the connection. */
  said: string;
  location: string;
  ms: number;
};

/** Where whoever has no session any more, or has to show again who they are, is sent. */
const ELSEWHERE = /^\/(sign-in|confirm|account\/security)/;
/** The connection was never made. */
const NOBODY_THERE = ["ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"];

/** Sends a form as a browser does, from an address of the sender's own. */
export async function send(base: string, attempt: Attempt, address: string): Promise<Answer> {
  const { who, path, fields } = attempt;
  const began = performance.now();
  const answered = (ending: Answer["ending"], said: string, location = ""): Answer => ({
    ending,
    said,
    location,
    ms: performance.now() - began,
  });
  try {
    const answer = await fetch(base + path, {
      method: "POST",
      redirect: "manual",
      headers: {
        "X-Forwarded-For": address,
        "X-Forwarded-Proto": "https",
        "Accept-Language": "uk",
        ...(who ? { Cookie: who.cookie } : {}),
      },
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(SILENT_AFTER),
    });
    await answer.arrayBuffer();
    const { status } = answer;
    const location = answer.headers.get("location") ?? "";
    if (status === 303 && ELSEWHERE.test(location)) return answered("refused", `303 ${location}`);
    const isDone = attempt.isDone ?? ((code) => code === 303);
    if (isDone(status)) return answered("acknowledged", String(status), location);
    return answered(status >= 500 ? "unknown" : "refused", String(status), location);
  } catch (fault) {
    const { name, cause } = fault as Error & { cause?: { code?: string } };
    const code = cause?.code ?? name;
    return answered(NOBODY_THERE.includes(code) ? "unsent" : "unknown", code);
  }
}
