import { createHash } from "node:crypto";

type Content = {
  /** Of what it is made of; without one, that of the body itself. */
  tag?: string;
  type: string;
  /** How long browsers may keep it without asking: not at all unless said. */
  keep?: string;
  body: () => string;
};

/** Data for a script, or 304 for whoever has it already as it is. */
export function unlessKnown(request: Request, { tag, type, keep, body }: Content): Response {
  const text = tag ? null : body();
  const etag = `"${tag ?? createHash("sha256").update(text!).digest("base64url").slice(0, 22)}"`;
  const known = request.headers.get("If-None-Match")?.split(",") ?? [];
  // A packer makes a tag a weak one.
  const isKnown = known.some((each) => each.trim().replace(/^W\//, "") === etag);
  const headers = new Headers({ ETag: etag, "Content-Type": `${type}; charset=utf-8` });
  if (keep) headers.set("Cache-Control", keep);
  if (isKnown) return new Response(null, { status: 304, headers });
  return new Response(text ?? body(), { headers });
}
