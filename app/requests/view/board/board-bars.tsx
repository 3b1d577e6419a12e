import type { Choice } from "../../../districts/types";
import { PRIORITIES, type Priority } from "../../../districts/types";
import { useI18n } from "../../../i18n/context";
import { Button } from "../../../ui/button";
import { Select } from "../../../ui/choice";
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
      action={`/board/requests/several${filterQuery(filter)}`}
      aria-label={t("board:several.label")}
    >
      <output data-marked={t("board:several.marked", { number: "{number}" })} />
      <Button name="what" value="task" shortcut="KeyT">
        {t("board:verb.task")}
      </Button>
      <Button name="what" value="join" shortcut="KeyU">
        {t("board:several.join")}
      </Button>
      <Button type="reset">{t("board:several.clear")}</Button>
      <div className="set">
        <Select
          name="priority"
          id="several-priority"
          label={<span className="sr">{t("board:priority")}</span>}
          placeholder={false}
          options={PRIORITIES.map((one) => ({ value: one, label: t(`common:priority.${one}`) }))}
        />
        <Button name="what" value="priority">
          {t("board:several.set")}
        </Button>
      </div>
      <div className="set">
        <Select
          name="district"
          id="several-district"
          label={<span className="sr">{t("board:district")}</span>}
          placeholder={t("board:cityWide")}
          options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
        />
        <Button name="what" value="district">
          {t("board:several.send")}
        </Button>
      </div>
    </PostForm>
  );
}
