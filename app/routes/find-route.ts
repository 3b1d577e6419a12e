import { matchRoutes } from "@remix-run/react";

export type Tree = Parameters<typeof matchRoutes>[0];

/**
 * Finds the route of an address as Remix does. Remix prepares all of a tree anew for each address, which takes longer than the rest
 * of a page; here it is prepared what the address can lead to by its first name, and the whole only where no route begins like that.
 */
export function routeFinder(tree: Tree) {
  const branches = branchesOf(tree);
  return (path: string) => {
    const first = path.split("/", 2)[1]?.toLowerCase() ?? "";
    return matchRoutes(branches.get(first) ?? tree, path)?.at(-1);
  };
}

const isOpen = (first: string) => first.startsWith(":") || first === "*";

/** What of the tree is left for each first name, with what any name leads to. */
function branchesOf(tree: Tree): Map<string, Tree> {
  const names = new Set<string>();
  const prune = (routes: Tree, keeps: (first: string) => boolean): Tree =>
    routes.flatMap((route) => {
      const first = route.path?.split("/", 1)[0]?.toLowerCase();
      if (first) return keeps(first) ? [route] : [];
      return [route.children ? { ...route, children: prune(route.children, keeps) } : route];
    }) as Tree;
  prune(tree, (first) => Boolean(names.add(first)));
  return new Map(
    [...names]
      .filter((one) => !isOpen(one))
      .map((one) => [one, prune(tree, (first) => first === one || isOpen(first))]),
  );
}
