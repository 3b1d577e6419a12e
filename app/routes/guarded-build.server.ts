import { type ActionFunctionArgs, data, type ServerBuild } from "@remix-run/node";
import { isUuid } from "../platform/identifiers";
import { Busy } from "../platform/queue.server";
import { SECONDS_TO_WAIT } from "../platform/waiting";

type Handler = (args: ActionFunctionArgs) => unknown;
type Route = NonNullable<ServerBuild["routes"][string]>;

/**
 * The pages, each loader and action behind the same two questions: whether what the address names can be a thing at all,
 * and whether what failed was only a value that no column can hold. Either is a page that is not there, never an error.
 */
export function guardBuild(build: ServerBuild): ServerBuild {
  const routes = Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => [id, route && guardRoute(route)]),
  );
  return { ...build, routes };
}

function guardRoute(route: Route): Route {
  const { loader, action, default: page } = route.module;
  return {
    ...route,
    module: {
      ...route.module,
      ...(loader ? { loader: guard(loader as Handler, Boolean(page)) } : {}),
      ...(action ? { action: guard(action as Handler, Boolean(page)) } : {}),
    } as Route["module"],
  };
}

function guard(handler: Handler, hasPage: boolean): Handler {
  return async (args) => {
    const { id } = args.params;
    if (id !== undefined && !isUuid(id)) throw absent(hasPage);
    try {
      return await handler(args);
    } catch (fault) {
      if (fault instanceof Busy) throw busy(hasPage);
      if (!isImpossibleValue(fault)) throw fault;
      args.context.log.warn("a value was sent that no column can hold");
      throw absent(hasPage);
    }
  };
}

const absent = (hasPage: boolean) =>
  hasPage
    ? data({ refusal: { code: "unknown" } }, { status: 404 })
    : new Response("Not found", { status: 404, headers: { "Content-Type": "text/plain" } });

const AFTER = { "Retry-After": String(SECONDS_TO_WAIT) };
const busy = (hasPage: boolean) =>
  hasPage
    ? data({ refusal: { code: "busy" } }, { status: 503, headers: AFTER })
    : new Response("Busy", { status: 503, headers: { ...AFTER, "Content-Type": "text/plain" } });

/** PostgreSQL's class 22 of errors, as far as a value that was sent can bring it about: no text of that type, no such date, out of range, NUL. */
const IMPOSSIBLE = ["22P02", "22007", "22008", "22003", "22021", "22P05"];

function isImpossibleValue(fault: unknown): boolean {
  const cause = fault instanceof Error && fault.cause ? fault.cause : fault;
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === "string" && IMPOSSIBLE.includes(code);
}
