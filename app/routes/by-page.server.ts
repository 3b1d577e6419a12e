import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import { routeFinder, type Tree } from "./find-route";

type Make = Omit<Parameters<typeof createRequestHandler>[0], "build">;

/** Shapes of addresses that are remembered: some more than there are, for how they can be spelt. */
const MOST_REMEMBERED = 1_000;
/** An id: no page is called like one, so all addresses that differ by ids alone lead to the same page. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Answers each page by a build that has its own routes alone. Remix compares an address with every route of its build five times
 * over, and we have hundreds; here that happens once for each shape of an address.
 */
export function byPage(build: ServerBuild, make: Make): RequestHandler {
  const whole = createRequestHandler({ build, ...make });
  const find = routeFinder(treeOf(build));
  const pages = new Map<string, RequestHandler>();
  const remembered = new Map<string, string>();

  const routeAt = (path: string): string | undefined => {
    const shape = path.replace(ID, ":id");
    const known = remembered.get(shape);
    if (known) return known;
    const match = find(path);
    const id = match?.route.id;
    // What else is in a name (a token, a code) is another each time, and not worth remembering.
    const names = Object.values(match?.params ?? {}).map((name) => name?.replace(ID, ""));
    if (id && names.every((rest) => rest === "") && remembered.size < MOST_REMEMBERED)
      remembered.set(shape, id);
    return id;
  };

  return (req, res, next) => {
    // What is posted comes as a stream of its own, without Express's `path`.
    const path = req.originalUrl.split("?", 1)[0]!;
    const id = isOfRemix(path, req.query) ? undefined : routeAt(path);
    if (!id) return whole(req, res, next);
    const page = pages.get(id) ?? createRequestHandler({ build: alone(build, id), ...make });
    pages.set(id, page);
    return page(req, res, next);
  };
}

/** What Remix's own scripts would ask for. */
const isOfRemix = (path: string, query: object) =>
  path.endsWith(".data") || path.endsWith("/__manifest") || "_data" in query;

function treeOf({ routes }: ServerBuild, parentId?: string): Tree {
  return Object.values(routes)
    .filter((route) => route?.parentId === parentId)
    .map((route) => {
      const { id, path, index } = route!;
      return index
        ? { id, path, index }
        : { id, path, children: treeOf({ routes } as ServerBuild, id) };
    });
}

/** The build with one route and those around it. */
function alone(build: ServerBuild, id: string): ServerBuild {
  const ids: string[] = [];
  for (let at: string | undefined = id; at; at = build.routes[at]?.parentId) ids.push(at);
  const of = <Route>(routes: Record<string, Route>) =>
    Object.fromEntries(ids.map((each) => [each, routes[each]!]));
  const assets = { ...build.assets, routes: of(build.assets.routes) };
  return { ...build, routes: of(build.routes), assets };
}
