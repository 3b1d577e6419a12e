import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLocation } from "@remix-run/react";
import { useI18n } from "../../i18n/context";
import { Menu } from "../../ui/desk";
import { requireAdministrator } from "../gate.server";

export const handle = { face: "member", width: "wide" };

export async function loader(args: LoaderFunctionArgs) {
  await requireAdministrator(args);
  return null;
}

const PARTS = [
  "districts",
  "streets",
  "categories",
  "kinds",
  "clocks",
  "coordinators",
  "security",
  "about",
  "privacy",
  "record",
  "jobs",
  "settings",
] as const;

export default function Admin() {
  const { t } = useI18n();
  const { pathname } = useLocation();
  const items = [
    {
      href: "/admin",
      label: t("overview:start.menu"),
      current: pathname.replace(/\/$/, "") === "/admin",
    },
    ...PARTS.map((part) => ({
      href: `/admin/${part}`,
      label: t(`admin:menu.${part}`),
      current: pathname.startsWith(`/admin/${part}`),
    })),
  ];
  return (
    <>
      <Menu items={items} label={t("common:nav.admin")} />
      <Outlet />
    </>
  );
}
