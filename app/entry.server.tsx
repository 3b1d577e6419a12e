import type {
  ActionFunctionArgs,
  AppLoadContext,
  EntryContext,
  LoaderFunctionArgs,
} from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToStaticMarkup } from "react-dom/server";

import { translator } from "./i18n/translate";
import { describeFault, pathToLog } from "./platform/log.server";
import type { FormAnswer } from "./routes/answer.server";
import { ShellProvider, shellOf } from "./shell";

export { start } from "./server";

/** Nothing is hydrated: what loaders give is not kept for scripts that would read it later. */
export const streamTimeout = 0;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
) {
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (context.signedOut.happened)
    return new Response(context.signedOut.page(), { status: 401, headers });
  if (context.outage.happened) return new Response(context.outage.page(), { status: 503, headers });
  const html = renderToStaticMarkup(
    <ShellProvider value={shellOf(context)}>
      <RemixServer
        context={{ ...remix, serverHandoffStream: undefined }}
        url={request.url}
        nonce={context.nonce}
      />
    </ShellProvider>,
  );
  const titled = isRefused(remix)
    ? html.replace("<title>", `<title>${translator(context.locale)("common:field.error")}: `)
    : html;
  return new Response(`<!doctype html>${titled}`, { status, headers });
}

/** A form has come back with something wrong: the first that is read out of its page is the title. */
function isRefused({ staticHandlerContext: { actionData } }: EntryContext): boolean {
  return Object.values(actionData ?? {}).some((answer: Partial<FormAnswer> | null) =>
    Boolean(answer?.refusal || Object.keys(answer?.errors ?? {}).length > 0),
  );
}

/** Remix would print a fault as it is, with whatever stands in its message. */
export function handleError(fault: unknown, args: LoaderFunctionArgs | ActionFunctionArgs) {
  if (args.request.signal.aborted) return;
  const { method, url } = args.request;
  const path = pathToLog(new URL(url).pathname);
  args.context.log.error({ method, path, fault: describeFault(fault) }, "a page failed");
}
