import { type ActionFunctionArgs, data, type ServerBuild } from "@remix-run/node";
import { LANGUAGE_FIELD, readTyped } from "../platform/form";
import { isUuid } from "../platform/identifiers";
import { describeFault } from "../platform/log.server";
import { isOutage } from "../platform/outage";
import { Busy } from "../platform/queue.server";
import { OUTAGE_SECONDS, SECONDS_TO_WAIT } from "../platform/waiting";
import { givenBack } from "./answer.server";

type Handler = (args: ActionFunctionArgs) => unknown;
type Route = NonNullable<ServerBuild["routes"][string]>;

/**
 * The pages, each loader and action behind the same two questions: whether what the address names can be a thing at all,
 * and whether what failed was only a value that no column can hold. Either is a page that is not there, never an error.
 */
export function guardBuild(build: ServerBuild): ServerBuild {
  const routes = Object.fromEntries(
    // The frame asks nothing of what the address names, and its language is wanted for every refusal.
    Object.entries(build.routes).map(([id, route]) => [
      id,
      route && id !== "root" ? guardRoute(route) : route,
    ]),
  );
  return { ...build, routes };
}

function guardRoute(route: Route): Route {
  const { loader, action, default: page } = route.module;
  if (page) {
    const guarded = {
      ...(loader ? { loader: guard(loader as Handler) } : {}),
      ...(action ? { action: guard(inLanguage(action as Handler)) } : {}),
    };
    return { ...route, module: { ...route.module, ...guarded } as Route["module"] };
  }
  // What is no page (a file, a redirect) has none to show its errors: it gets one of ours, never a line of JSON.
  const absent: Handler = () => Promise.reject(data(null, { status: 405 }));
  const module = {
    ...route.module,
    loader: withPage(guard((loader as Handler) ?? absent)),
    action: withPage(guard((action as Handler) ?? absent)),
  };
  return { ...route, module: module as Route["module"] };
}

/** What of an address can name anything: ids, codes and secrets are plain ASCII. */
const NAME = /^[!-~]{1,200}$/;

const namesSomething = (params: Record<string, string | undefined>): boolean =>
  Object.entries(params).every(
    ([name, value]) =>
      value === undefined || name === "*" || (name === "id" ? isUuid(value) : NAME.test(value)),
  );

function guard(handler: Handler): Handler {
  return async (args) => {
    if (!namesSomething(args.params)) throw absent();
    try {
      return await handler(args);
    } catch (fault) {
      if (fault instanceof Busy) throw busy();
      if (isOutage(fault)) {
        args.context.log.warn({ fault: describeFault(fault) }, "the database could not do it");
        args.context.outage.happened = true;
        throw outage();
      }
      if (!isImpossibleValue(fault)) throw fault;
      args.context.log.warn("a value was sent that no column can hold");
      throw absent();
    }
  };
}

/** A form that is sent only to be read in another language comes back as it was typed; nothing is judged and nothing happens. */
function inLanguage(handler: Handler): Handler {
  return async (args) => {
    const { request } = args;
    if (!new URL(request.url).searchParams.has("lang")) return handler(args);
    const form = await request.clone().formData();
    if (!form.has(LANGUAGE_FIELD)) return handler(args);
    const names = [...new Set(form.keys())].filter((name) => form.getAll(name).length > 1);
    const { [LANGUAGE_FIELD]: _, ...typed } = readTyped(form, { lists: names });
    return givenBack(typed);
  };
}

function withPage(handler: Handler): Handler {
  return async (args) => {
    try {
      return await handler(args);
    } catch (thrown) {
      const { type, init } = (thrown ?? {}) as { type?: string; init?: ResponseInit };
      if (type !== "DataWithResponseInit") throw thrown;
      const headers = new Headers(init?.headers);
      headers.set("Content-Type", "text/html; charset=utf-8");
      const status = init?.status ?? 500;
      throw new Response(args.context.errorPage(status), { status, headers });
    }
  };
}

const absent = () => data({ refusal: { code: "unknown" } }, { status: 404 });
const later = (code: string, seconds: number) =>
  data({ refusal: { code } }, { status: 503, headers: { "Retry-After": String(seconds) } });
const busy = () => later("busy", SECONDS_TO_WAIT);
const outage = () => later("outage", OUTAGE_SECONDS);

/** PostgreSQL's class 22 of errors, as far as a value that was sent can bring it about: no text of that type, no such date, out of range, NUL. */
const IMPOSSIBLE = ["22P02", "22007", "22008", "22003", "22021", "22P05"];

function isImpossibleValue(fault: unknown): boolean {
  const cause = fault instanceof Error && fault.cause ? fault.cause : fault;
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === "string" && IMPOSSIBLE.includes(code);
}
