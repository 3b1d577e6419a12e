import type { Choice } from "../../../districts/types";
import { PRIORITIES, type Priority } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import { Button, Shortcut } from "../../../ui/button";
import { PostForm } from "../../../ui/post-form";
import { type BoardFilter, filterQuery } from "../../rules/filter";
import type { News } from "../../views";
import { SEVERAL } from "./lines";

type Fields = Record<string, string>;
export type BarProps = {
  filter: BoardFilter;
  categories: Choice[];
  districts: Choice[];
  incidents: { id: string; name: string }[];
  news: News | null;
  /** The last line of the record that was written when this was read. */
  since: number;
  /** What the reader has saved just now, and what stood there before. */
  undo: { id: string; version: number; was: Fields; now: Fields } | null;
};

/** A slip of the hand is taken back by one press, as long as nobody has changed it since. */
export function UndoLine({ undo, categories, districts, filter }: BarProps) {
  const { t, name } = useI18n();
  if (!undo) return null;
  const { id, version, was, now } = undo;
  const named = (choices: Choice[], code: string | undefined) => {
    const found = choices.find((choice) => choice.code === code);
    return found && name(found.names);
  };
  const saved = [
    named(categories, now.category),
    now.priority && t(`common:priority.${now.priority as Priority}`),
    named(districts, now.district) ?? t("board:cityWide"),
  ].filter(Boolean);
  return (
    <PostForm
      className="news no-print"
      action={`/board/requests/${id}/triage${filterQuery(filter)}`}
    >
      <output>{t("board:undo.saved", { what: saved.join(" · ") })}</output>
      {Object.entries(was).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="outside" value="yes" />
      <Button name="undone" value="yes" shortcut="KeyZ">
        {t("board:undo.undo")}
      </Button>
    </PostForm>
  );
}

/** What others have changed since one has looked; nothing where that is nothing. */
export function NewsLine({ news, since, filter }: BarProps) {
  const { t, moment, number } = useI18n();
  if (!news || news.ids.length === 0) return null;
  return (
    <PostForm className="news no-print" action={`/board/seen${filterQuery(filter)}`}>
      <span>
        {t("board:news.since", { at: moment(news.since) })}{" "}
        {news.lanes.map(({ lane, count }) => (
          <a key={lane} href={`/board?lane=${lane}`} className={lane}>
            {`${t(`board:lane.${lane}`)} ${number(count)}`}
          </a>
        ))}
      </span>
      <input type="hidden" name="line" value={since} />
      <Button>{t("board:news.seen")}</Button>
    </PostForm>
  );
}

/** What is done with all lines that are marked. */
export function Several({ filter, districts }: BarProps) {
  const { t, name } = useI18n();
  return (
    <PostForm
      id={SEVERAL}
      className="several no-print"
      action={`/board/requests/several${filterQuery(filter, { street: null })}`}
      aria-label={t("board:several.label")}
    >
      <output data-marked={t("board:several.marked", { number: "{number}" })} />
      <div className="several-acts">
        <Button name="what" value="task" shortcut="KeyT">
          {t("board:verb.task")}
        </Button>
        <Button name="what" value="join" shortcut="KeyU">
          {t("board:several.join")}
        </Button>
        <fieldset className="set">
          <legend className="sr">{t("board:several.set")}</legend>
          {PRIORITIES.map((one, index) => (
            <Button key={one} name="priority" value={one} shortcut={`Digit${index + 1}`}>
              {t(`common:priority.${one}`)}
            </Button>
          ))}
        </fieldset>
        <details className="set">
          <summary className="btn" data-key="KeyE">
            {t("board:several.send")}
            <Shortcut code="KeyE" />
          </summary>
          <div className="row" data-arrows>
            {districts.map(({ code, names }) => (
              <Button key={code} name="district" value={code}>
                {name(names)}
              </Button>
            ))}
            <Button name="district" value="">
              {t("board:cityWide")}
            </Button>
          </div>
        </details>
      </div>
      <Button type="reset">{t("board:several.clear")}</Button>
    </PostForm>
  );
}
