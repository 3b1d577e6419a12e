import { useI18n } from "../../i18n/context";
import { ButtonLink } from "../../ui/button";
import { titled } from "../titled";

export const meta = titled("data:done.title");

export default function Forgotten() {
  const { t } = useI18n();
  return (
    <>
      <h1>{t("data:done.title")}</h1>
      <p>{t("data:done.text")}</p>
      <p>{t("data:done.help")}</p>
      <ButtonLink wide href="/help">
        {t("track:again")}
      </ButtonLink>
    </>
  );
}
