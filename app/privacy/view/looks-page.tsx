import { useI18n } from "../../i18n/context";
import { Pager } from "../../ui/desk";
import type { LooksAtOne } from "../views";

type Line = LooksAtOne["looks"][number];
type Props = {
  title: string;
  lead: string;
  none: string;
  looks: Line[];
  next: string | null;
  back: string;
};

/** Who has seen somebody's details and when, for that somebody. */
export function LooksPage({ title, lead, none, looks, next, back }: Props) {
  const { t, day, clock } = useI18n();
  return (
    <>
      <p className="way no-print">
        <a href={back}>{t("privacy:looks.back")}</a>
      </p>
      <h1>{title}</h1>
      <p>{lead}</p>
      {looks.length === 0 ? (
        <p className="soft">{none}</p>
      ) : (
        <ul className="stack tight">
          {looks.map((one) => (
            <li key={one.id}>
              <b>
                <time dateTime={one.at.toISOString()}>
                  {day(one.at)}, {clock(one.at)}
                </time>
              </b>{" "}
              {t(`privacy:role.${one.role}`)}
              {one.name && ` · ${one.name}`}{" "}
              <span className="hint">
                {[t(`privacy:page.${one.page}`), one.title].filter(Boolean).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Pager next={next} />
    </>
  );
}
