import { useI18n } from "../../i18n/context";
import { Disclosure } from "../../ui/content";
import { Time } from "../../ui/marks";
import type { Texts } from "../views";

/** What went to a resident as text messages, and whether it arrived. */
export function TextsOf({ texts }: { texts: Texts }) {
  const { t } = useI18n();
  if (texts.length === 0) return null;
  return (
    <section className="stack tight" id="texts">
      <Disclosure summary={`${t("sms:list.title")} (${texts.length})`}>
        <ol className="stack tight">
          {texts.map(({ at, body, became }) => (
            <li key={`${new Date(at).getTime()} ${body}`}>
              <Time at={at} /> · {t(`sms:list.${became}`)}
              <br />
              <span className="whitespace-pre-line">{body}</span>
            </li>
          ))}
        </ol>
      </Disclosure>
    </section>
  );
}
