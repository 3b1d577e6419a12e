import { useI18n } from "../../i18n/context";
import { Menu } from "../../ui/desk";

const PARTS = ["numbers", "incidents"] as const;

export function ReportsMenu({ current }: { current: (typeof PARTS)[number] }) {
  const { t } = useI18n();
  return (
    <Menu
      label={t("common:nav.reports")}
      items={PARTS.map((part) => ({
        href: `/board/${part}`,
        label: t(`overview:menu.${part}`),
        current: part === current,
      }))}
    />
  );
}
