import { useI18n } from "../../i18n/context";
import { Pager } from "../../ui/desk";

type Line = {
  id: number;
  at: Date;
  role: "coordinator" | "administrator" | "volunteer" | "fetcher";
  /** Null where it is not told. */
  name: string | null;
  page: "request" | "task" | "own_task" | "offer" | "shift" | "check_in_list" | "volunteer";
  /** Of the offer whose owner was looked at. */
  title: string | null;
};
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
      <p className="no-print">
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
