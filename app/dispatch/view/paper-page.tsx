import type { Outlines } from "../../districts/views";
import { useI18n } from "../../i18n/context";
import { ownName } from "../../i18n/format";
import type { BoardFilter } from "../../requests/rules/filter";
import { filterQuery } from "../../requests/rules/filter";
import { codeInGroups } from "../../requests/rules/look-up";
import { stairsInWords } from "../../requests/rules/stairs";
import { LANES, UNCOVERED } from "../../requests/states";
import { Amount, CoverMark, TimeLeft } from "../../requests/view/board/lines";
import type { Paper, WhoComes } from "../../requests/views";
import { Button } from "../../ui/button";
import { PriorityMark } from "../../ui/marks";
import { Script } from "../../ui/script";
import { Scrolls } from "../../ui/table";
import { PaperMap, squaresOf } from "./paper-map";
import { PartState } from "./words";

type Line = Paper["lines"][number];
type Props = {
  paper: Paper;
  coming: ReadonlyMap<string, readonly WhoComes[]>;
  outlines: Outlines;
  filter: BoardFilter;
};

/** Of a resident's words, so many letters: the rest stands in the sheet. */
const WORDS = 160;

/** The list of a night for when the power goes: lane by lane, with addresses and phones, and where each is on a map. */
export function PaperPage({ paper, coming, outlines, filter }: Props) {
  const { t, day, clock, now, number } = useI18n();
  const { lines, by, more } = paper;
  const marked = lines.flatMap(({ point, ...line }) =>
    point ? { ...line, point, alone: isAlone(line) } : [],
  );
  const squares = squaresOf(marked);
  const lanes = LANES.map((lane, at) => ({
    lane,
    own: lines.filter((one) => one.lane === at + 1),
  }));
  return (
    <div className="stack paper">
      <p className="way no-print">
        <a href={`/board${filterQuery(filter)}`}>{t("board:back")}</a>
      </p>
      <h1>{t("board:paper.title", { day: day(now), time: clock(now) })}</h1>
      <p>{t("board:paper.by", { who: by, day: day(now), time: clock(now) })}</p>
      <p>{t("board:paper.care")}</p>
      <p className="hint no-print">{t("board:paper.seen", { number: number(lines.length) })}</p>
      <print-page>
        <Button>{t("board:paper.again")}</Button>
      </print-page>
      <Script name="print-page" />
      {more && (
        <p>
          <b>{t("board:paper.more", { number: number(lines.length) })}</b>
        </p>
      )}
      {lines.length === 0 && <p>{t("board:paper.none")}</p>}
      <PaperMap marked={marked} outlines={outlines} />
      {lanes.map(
        ({ lane, own }) =>
          own.length > 0 && (
            <section key={lane} className="stack tight">
              <h2>
                {t(`board:lane.${lane}`)} <span className="count">{number(own.length)}</span>
              </h2>
              <Scrolls label={t(`board:lane.${lane}`)}>
                <Lines
                  lines={own}
                  squares={squares}
                  coming={coming}
                  label={t(`board:lane.${lane}`)}
                />
              </Scrolls>
            </section>
          ),
      )}
    </div>
  );
}

const isAlone = ({ state, cover }: Pick<Line, "state" | "cover">) =>
  state !== "in_progress" || UNCOVERED.includes(cover);

type LinesProps = Pick<Props, "coming"> & {
  lines: readonly Line[];
  squares: ReadonlyMap<number, string>;
  label: string;
};

function Lines({ lines, squares, coming, label }: LinesProps) {
  const { t } = useI18n();
  return (
    <table className="paper-list">
      <caption className="sr">{label}</caption>
      <colgroup>
        <col className="few" />
        <col className="what" />
        <col />
        <col className="who" />
        <col className="notes" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t("board:paper.number")}</th>
          <th scope="col">{t("board:paper.what")}</th>
          <th scope="col">{t("board:paper.where")}</th>
          <th scope="col">{t("board:paper.who")}</th>
          <th scope="col">{t("board:paper.notes")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">
              <b>{line.number}</b>
              <br />
              {squares.get(line.number) ?? "–"}
            </th>
            <td>
              <What line={line} />
            </td>
            <td>
              <Where line={line} />
            </td>
            <td>
              <Coming line={line} coming={coming.get(line.id) ?? []} />
            </td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ line }: { line: Line }) {
  const { t, name, number } = useI18n();
  const { people, vulnerable, code } = line;
  return (
    <>
      <PriorityMark level={line.priority}>
        <b>{name(line.categoryNames)}</b>
      </PriorityMark>{" "}
      <Amount {...line} />
      <br />
      {[
        `${t("board:people")}: ${number(people)}`,
        ...vulnerable.map((who) => t(`board:vulnerable.${who}`)),
      ].join(" · ")}
      <br />
      <TimeLeft line={line} /> · <span className="num">{codeInGroups(code)}</span>
    </>
  );
}

function Where({ line }: { line: Line }) {
  const { t, name, number } = useI18n();
  const { districtNames, joined } = line;
  return (
    <>
      <Door door={line} district={districtNames ? name(districtNames) : t("board:cityWide")} />
      {joined.map((one) => (
        <div key={one.id}>
          {`${t("board:joinedHere")}: `}
          <b>{name(one.categoryNames)}</b>
          {` · ${t("board:people")}: ${number(one.people)} · `}
          <span className="num">{codeInGroups(one.code)}</span>
          <br />
          <Door door={one} />
        </div>
      ))}
    </>
  );
}

type DoorProps = { door: Line | Line["joined"][number]; district?: string };

function Door({ door, district }: DoorProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { address, access, forName, forPhone, name, phone, details, locale } = door;
  const ways = [stairsInWords(i18n, door), access].filter(Boolean).join(" · ");
  const short = details.length > WORDS ? `${details.slice(0, WORDS)}…` : details;
  return (
    <>
      <b>{address || t("board:paper.noAddress")}</b>
      {district && ` · ${district}`}
      {ways && (
        <>
          <br />
          {ways}
        </>
      )}
      <br />
      <b className="num">{forPhone || phone}</b>
      {` ${[forName || name, ownName(locale)].filter(Boolean).join(" · ")}`}
      {forPhone && phone && ` · ${t("board:askedBy")} ${phone} ${name}`}
      {short && (
        <>
          <br />
          <i>{short}</i>
        </>
      )}
    </>
  );
}

function Coming({ line, coming }: { line: Line; coming: readonly WhoComes[] }) {
  const { clock } = useI18n();
  return (
    <>
      {(line.trouble || coming.length === 0) && <CoverMark line={line} />}
      {coming.map((one) => (
        <div key={`${one.name} ${one.state}`}>
          {one.name}: <PartState state={one.state as "offered"} />{" "}
          <span className="num">{clock(one.since)}</span>
        </div>
      ))}
    </>
  );
}
