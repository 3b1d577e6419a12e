import { isRouteErrorResponse } from "@remix-run/react";

/** Why a page is not shown: what stands in its title and as its heading, and what to do about it. */
export function reasonOf(error: unknown) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  if (status === 503)
    return { title: "common:gate.busy.title", text: "common:gate.busy.text" } as const;
  if (status === 403)
    return { title: "common:forbidden.title", text: "common:forbidden.text" } as const;
  if (status < 500)
    return { title: "common:notFound.title", text: "common:notFound.text" } as const;
  return { title: "common:failure.title", text: "common:failure.text", again: true } as const;
}
