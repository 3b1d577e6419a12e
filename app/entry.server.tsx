import type {
  ActionFunctionArgs,
  AppLoadContext,
  EntryContext,
  LoaderFunctionArgs,
} from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";

import { describeFault, pathToLog } from "./platform/log.server";

export { start } from "./server";

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  { nonce }: AppLoadContext,
) {
  const html = renderToString(<RemixServer context={remix} url={request.url} nonce={nonce} />);
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Cache-Control", "no-store");
  return new Response(`<!doctype html>${html}`, { status, headers });
}

/** Remix would print a fault as it is, with whatever stands in its message. */
export function handleError(fault: unknown, args: LoaderFunctionArgs | ActionFunctionArgs) {
  if (args.request.signal.aborted) return;
  const { method, url } = args.request;
  const path = pathToLog(new URL(url).pathname);
  args.context.log.error({ method, path, fault: describeFault(fault) }, "a page failed");
}
