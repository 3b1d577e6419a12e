import { useI18n } from "../../i18n/context";
import { Menu } from "../../ui/desk";

/** What goes to many: into their hands, or onto every page. */
export function MessagesMenu({ current }: { current: "broadcasts" | "alerts" }) {
  const { t } = useI18n();
  return (
    <Menu
      label={t("messages:broadcast.nav")}
      items={[
        {
          href: "/board/broadcasts",
          label: t("messages:broadcast.title"),
          current: current === "broadcasts",
        },
        { href: "/board/alerts", label: t("messages:alert.title"), current: current === "alerts" },
      ]}
    />
  );
}
