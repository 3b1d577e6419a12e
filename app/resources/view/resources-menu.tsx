import { useI18n } from "../../i18n/context";
import { Menu } from "../../ui/desk";

const PARTS = {
  ready: "/board/resources",
  fresh: "/board/resources?show=fresh",
  over: "/board/resources?show=over",
  stock: "/board/resources/stock",
  table: "/board/resources/table",
} as const;
export type ResourcePart = keyof typeof PARTS;

export function ResourcesMenu({ current }: { current: ResourcePart }) {
  const { t } = useI18n();
  return (
    <Menu
      label={t("common:nav.resources")}
      items={(Object.keys(PARTS) as ResourcePart[]).map((part) => ({
        href: PARTS[part],
        label: t(`resources:group.${part}`),
        current: part === current,
      }))}
    />
  );
}
