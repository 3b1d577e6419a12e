import { ANSWER_WITHIN, type Gateway, NotTaken, type Text } from "./gateway";

type Described = {
  url: string;
  from: string | undefined;
  /** JSON or a form, with `{to}`, `{text}`, `{from}`, `{id}`, `{report}` in it; without one they stand in the address. */
  body: string | undefined;
  headers: string | undefined;
  /** Where in its answer the message's id stands, `messages.0.id`. */
  idPath: string | undefined;
};

/** What a provider means by "not this message", where "not now" is tried again. */
const FOR_GOOD = [400, 404, 410, 413, 422];

/** Any provider with an HTTP interface, as the settings describe it. */
export function providerGateway({ url, from = "", body, headers, idPath }: Described): Gateway {
  const isJson = body?.trimStart().startsWith("{") || body?.trimStart().startsWith("[");
  const own = Object.fromEntries((headers ?? "").split("\n").filter(Boolean).map(readHeader));
  const type = isJson ? "application/json" : "application/x-www-form-urlencoded";
  return {
    async send(text) {
      const fill = (into: string, write: (value: string) => string) =>
        into.replace(/\{(to|text|from|id|report)\}/g, (_, name: string) =>
          write(valuesOf(text, from)[name as "to"]),
        );
      const answer = await fetch(fill(url, encodeURIComponent), {
        method: body ? "POST" : "GET",
        headers: { ...(body ? { "Content-Type": type } : {}), ...own },
        body: body ? fill(body, isJson ? inJson : encodeURIComponent) : null,
        redirect: "error",
        signal: AbortSignal.timeout(ANSWER_WITHIN),
      });
      const said = await answer.text();
      if (answer.ok) return idPath ? idAt(said, idPath) : null;
      if (FOR_GOOD.includes(answer.status)) throw new NotTaken("refused");
      throw new Error(`the provider answered ${answer.status}`);
    },
  };
}

const valuesOf = ({ id, to, body, report }: Text, from: string) => ({
  id,
  to,
  text: body,
  report,
  from,
});

/** Inside the quotes that stand there already. */
const inJson = (value: string) => JSON.stringify(value).slice(1, -1);

function readHeader(line: string): [string, string] {
  const at = line.indexOf(":");
  return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}

/** A text or number within JSON; null where there is none. */
function idAt(said: string, path: string): string | null {
  let found: unknown;
  try {
    found = JSON.parse(said);
  } catch {
    return null;
  }
  for (const part of path.split("."))
    found =
      typeof found === "object" && found !== null ? (found as Record<string, unknown>)[part] : null;
  return typeof found === "string" || typeof found === "number" ? String(found) : null;
}
