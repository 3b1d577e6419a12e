import { useI18n } from "../../i18n/context";
import { Disclosure } from "../../ui/content";
import { StateMark, Time } from "../../ui/marks";
import type { Texts } from "../views";

/** What went to a resident as text messages, and whether it arrived. */
export function TextsOf({ texts, isUnreachable }: Texts) {
  const { t } = useI18n();
  if (texts.length === 0) return null;
  return (
    <section className="stack tight" id="texts">
      {isUnreachable && (
        <p>
          <StateMark tone="warning">{t("sms:list.unreachable")}</StateMark>
        </p>
      )}
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
