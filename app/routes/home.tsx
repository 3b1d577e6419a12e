import { useI18n } from "../i18n/context";

export default function Home() {
  const { t } = useI18n();
  return (
    <>
      <h1>Naaber</h1>
      <p>{t("help:lead")}</p>
      <a className="button" href="/help">
        {t("help:send")}
      </a>
    </>
  );
}
