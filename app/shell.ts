import type { AppLoadContext } from "@remix-run/node";
import { createContext, useContext } from "react";

export type Shell = Pick<
  AppLoadContext,
  "locale" | "nonce" | "now" | "memberName" | "dev" | "scripts" | "alerts"
> & {
  city: Pick<
    AppLoadContext["city"],
    "zone" | "locales" | "emergencyNumber" | "names" | "demo" | "credits" | "about"
  >;
  /** Until when whoever has reach may do without a second factor; null where nothing has to be said of it. */
  secondFactorFrom: Date | null;
  member: Extract<AppLoadContext["actor"], { kind: "member" }> | null;
};

/**
 * What stands around every page. It comes from the request's context, not from a loader: an error page has it too, whatever
 * failed, and nothing is hydrated that would need it a second time.
 */
const Context = createContext<Shell | null>(null);
export const ShellProvider = Context.Provider;

export function useShell(): Shell {
  const shell = useContext(Context);
  if (!shell) throw new Error("useShell outside ShellProvider");
  return shell;
}

export function shellOf(context: AppLoadContext): Shell {
  const { city, locale, nonce, now, actor, memberName, dev, scripts, assurance, session, alerts } =
    context;
  const { zone, locales, emergencyNumber, names, demo, credits, about } = city;
  const member = actor.kind === "member" ? actor : null;
  return {
    city: { zone, locales, emergencyNumber, names, demo, credits, about },
    locale,
    nonce,
    now,
    member,
    memberName,
    secondFactorFrom: assurance === "grace" ? (session?.requiredFrom ?? null) : null,
    dev,
    scripts,
    alerts,
  };
}
