import { useI18n } from "../../i18n/context";
import { Menu } from "../../ui/desk";

export function ShiftsMenu({
  current,
}: {
  current: "shifts" | "hours" | "calendars" | "check-in";
}) {
  const { t } = useI18n();
  const paths = {
    shifts: "/shifts",
    "check-in": "/check-in",
    hours: "/shifts/hours",
    calendars: "/shifts/calendars",
  };
  return (
    <Menu
      label={t("common:nav.shifts")}
      items={(Object.keys(paths) as (keyof typeof paths)[]).map((part) => ({
        href: paths[part],
        label: t(`shifts:part.${part}`),
        current: part === current,
      }))}
    />
  );
}
