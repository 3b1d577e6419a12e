import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import helmet from "helmet";

type Headed = { dev: boolean; publicUrl: string | undefined; tiles: string | undefined };

/** What browsers may load and do on our pages; `tiles` is where the pictures of a map come from. */
export const secureHeaders = ({ dev, publicUrl, tiles }: Headed) => {
  const host = publicUrl && new URL(publicUrl).host;
  const middleware: RequestHandler = (req, res, next) => {
    res.locals.nonce = randomBytes(16).toString("base64");
    // Remix would believe whatever a stranger writes here, and refuse every form behind a proxy that passes another host.
    delete req.headers["x-forwarded-host"];
    if (host) req.headers.host = host;
    const nonce = `'nonce-${res.locals.nonce}'`;
    const directives = {
      "default-src": ["'self'"],
      "script-src": ["'self'", nonce],
      "style-src": ["'self'", nonce],
      // What shows push messages, and what keeps residents' pages.
      "worker-src": ["'self'"],
      // The one foreign thing that a page may show, where the operator has chosen it.
      ...(tiles && URL.canParse(tiles) ? { "img-src": ["'self'", new URL(tiles).origin] } : {}),
      ...(dev ? { "connect-src": ["'self'", "ws:"] } : {}),
      "form-action": ["'self'"],
      "frame-ancestors": ["'none'"],
      "base-uri": ["'none'"],
      "object-src": ["'none'"],
      "upgrade-insecure-requests": null,
    };
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      referrerPolicy: { policy: "same-origin" },
    })(req, res, next);
  };
  return middleware;
};
