import type { Change } from "../../platform/context.server";

/** The outcome of a change that gives nothing but a link's secret: nothing of it is stored, and sent again it gives the same. */
export const linkAlone = (purpose: string) => ({
  store: (_: string) => null,
  restore: (_: null, secret: Change["secret"]) => secret(purpose),
});
