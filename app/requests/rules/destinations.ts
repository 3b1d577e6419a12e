import type { Key } from "../../i18n/keys";
import { foldWord } from "../../platform/fold";

type Destination = { href: string; label: Key; administrators?: true };

/** What a coordinator begins, and where they go: what is done most comes first. */
const DESTINATIONS: readonly Destination[] = [
  { href: "/board", label: "board:title" },
  { href: "/board/requests/new", label: "board:take.title" },
  { href: "/board/tasks", label: "common:nav.tasks" },
  { href: "/board/tasks/new", label: "tasks:newTask" },
  { href: "/board/plan", label: "plan:title" },
  { href: "/board?pane=map", label: "panes:name.map" },
  { href: "/board/volunteers", label: "account:volunteers.title" },
  { href: "/board/resources", label: "common:nav.resources" },
  { href: "/board/resources/table", label: "resources:table.title" },
  { href: "/board/shifts", label: "shifts:title" },
  { href: "/board/shifts/new", label: "shifts:new" },
  { href: "/board/handover", label: "duty:title" },
  { href: "/board/set-aside", label: "board:aside.title" },
  { href: "/board/requests/import", label: "board:import.title" },
  { href: "/board?show=ended", label: "board:group.ended" },
  { href: "/board/broadcasts", label: "messages:broadcast.title" },
  { href: "/board/alerts", label: "messages:alert.title" },
  { href: "/board/incidents", label: "overview:incident.title" },
  { href: "/board/numbers", label: "overview:numbers.title" },
  { href: "/board/keys", label: "common:keys.title" },
  { href: "/account", label: "common:nav.account" },
  { href: "/account/messages", label: "messages:own.title" },
  { href: "/account/security", label: "security:own.title" },
  { href: "/admin", label: "overview:start.title", administrators: true },
  { href: "/admin/districts", label: "admin:districts.title", administrators: true },
  { href: "/admin/streets", label: "admin:streets.title", administrators: true },
  { href: "/admin/categories", label: "admin:categories.title", administrators: true },
  { href: "/admin/kinds", label: "admin:kinds.title", administrators: true },
  { href: "/admin/clocks", label: "admin:clocks.title", administrators: true },
  { href: "/admin/coordinators", label: "admin:menu.coordinators", administrators: true },
  { href: "/admin/security", label: "security:title", administrators: true },
  { href: "/admin/about", label: "public:form.title", administrators: true },
  { href: "/admin/privacy", label: "data:retention.title", administrators: true },
  { href: "/admin/record", label: "admin:menu.record", administrators: true },
  { href: "/admin/jobs", label: "overview:jobs.title", administrators: true },
  { href: "/admin/settings", label: "overview:settings.title", administrators: true },
];

const wordsOf = (text: string) =>
  text
    .split(/[^\p{L}\p{M}\d]+/u)
    .filter(Boolean)
    .map(foldWord);

/** Where one can go whose name has every word that was typed, or begins with it, in Latin letters too; all of them for nothing. */
export function destinationsFor(
  typed: string,
  administrator: boolean,
  inWords: (label: Key) => string,
): { href: string; label: string }[] {
  const wanted = wordsOf(typed);
  return DESTINATIONS.filter(({ administrators }) => administrator || !administrators)
    .map(({ href, label }) => ({ href, label: inWords(label) }))
    .filter(({ label }) => {
      const words = wordsOf(label);
      return wanted.every((word) => words.some((one) => one.startsWith(word)));
    });
}
