import { useI18n } from "../../i18n/context";
import { titled } from "../titled";
import { useContacts } from "./use-contacts";

export const meta = titled("public:accessibility.title");

const PARTS = ["state", "works", "gaps", "tested", "feedback"] as const;

export default function Accessibility() {
  const { t } = useI18n();
  const contacts = useContacts();
  return (
    <>
      <h1>{t("public:accessibility.title")}</h1>
      <p>{t("public:accessibility.lead")}</p>
      {PARTS.map((part) => (
        <section key={part} className="stack tight">
          <h2>{t(`public:accessibility.${part}.title`)}</h2>
          <p>{t(`public:accessibility.${part}.text`, contacts)}</p>
        </section>
      ))}
    </>
  );
}
