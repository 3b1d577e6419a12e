import type { Choice, Unit } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import { type Typed, typedText } from "../../platform/form";
import { Button } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Disclosure } from "../../ui/content";
import { Toolbar } from "../../ui/desk";
import { StateMark } from "../../ui/marks";
import { Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import type { StockRow } from "../views";
import { ResourcesMenu } from "./resources-menu";

type Props = {
  stock: StockRow[];
  district: Choice;
  districts: Choice[];
  /** Of a warning that could not be set. */
  typed: Typed;
  refusal: string | null;
};

const HOUR = 3_600_000;
const isThere = ({ stock, least }: StockRow) => stock > 0 || least !== null;

/** What a district has now and over the next day: a picture for the eye, the same numbers in a table. */
export function StockPage({ stock, district, districts, typed, refusal }: Props) {
  const { t, name } = useI18n();
  return (
    <>
      <h1>{t("resources:stockView.title", { district: name(district.names) })}</h1>
      <ResourcesMenu current="stock" />
      {refusal && <Refusal>{refusal}</Refusal>}
      {districts.length > 1 && (
        <Toolbar label={t("common:button.filter")} action="/board/resources/stock">
          <Select
            name="district"
            label={t("tasks:district")}
            value={district.code}
            placeholder={false}
            options={districts.map(({ code, names }) => ({ value: code, label: name(names) }))}
          />
          <Button>{t("common:button.filter")}</Button>
        </Toolbar>
      )}
      <StockTable
        stock={stock.filter(isThere)}
        district={district.code}
        typed={typed}
        caption={t("resources:group.stock")}
      />
      <Disclosure summary={t("resources:stockView.byHour")}>
        <HourTable stock={stock.filter(isThere)} />
      </Disclosure>
      {!stock.every(isThere) && (
        <Disclosure summary={t("resources:stockView.nothing")}>
          <StockTable
            stock={stock.filter((line) => !isThere(line))}
            district={district.code}
            typed={typed}
            caption={t("resources:stockView.nothing")}
          />
        </Disclosure>
      )}
    </>
  );
}

type TableProps = { stock: StockRow[]; district: string; caption: string; typed: Typed };

function StockTable({ stock, district, caption, typed }: TableProps) {
  const { t, name, now, clock, number, amount } = useI18n();
  return (
    <Table
      caption={caption}
      captionHidden
      columns={[
        { key: "what", label: t("resources:what") },
        { key: "stock", label: t("resources:stock") },
        { key: "free", label: t("resources:stockView.now") },
        { key: "out", label: t("resources:out") },
        { key: "promised", label: t("resources:stockView.promised") },
        { key: "least", label: t("resources:stockView.least") },
        { key: "picture", label: t("resources:stockView.picture") },
        { key: "warn", label: t("resources:stockView.warn") },
      ]}
      rows={stock.map((line) => {
        const least = Math.min(...line.hours);
        const when = line.hours.indexOf(least);
        const low = line.least !== null && least < line.least;
        const none = line.stock === 0;
        return {
          key: line.code,
          ...(none && !low ? { tone: "past" as const } : {}),
          cells: {
            what: name(line.names),
            stock: none ? "" : <span className="num">{amount(line.stock, line.unit)}</span>,
            free: none ? "" : <span className="num">{amount(line.hours[0] ?? 0, line.unit)}</span>,
            out: line.out > 0 && (
              <span className="num">
                {amount(line.out, line.unit)}{" "}
                {line.late > 0 && (
                  <StateMark tone="warning">
                    {t("resources:late")} {number(line.late)}
                  </StateMark>
                )}
              </span>
            ),
            promised: line.promised > 0 && (
              <span className="num">{amount(line.promised, line.unit)}</span>
            ),
            least: low ? (
              <StateMark tone="warning">
                {t("resources:stockView.lowAt", {
                  amount: amount(least, line.unit),
                  at: clock(new Date(now.getTime() + when * HOUR)),
                })}
              </StateMark>
            ) : (
              !none && <span className="num">{amount(least, line.unit)}</span>
            ),
            picture: !none && <Steps line={line} />,
            warn: (
              <PostForm className="row" action={`/board/resources/stock?district=${district}`}>
                <input type="hidden" name="kind" value={line.code} />
                <input
                  className="input short"
                  name="least"
                  inputMode="decimal"
                  defaultValue={
                    typed.kind === line.code ? typedText(typed, "least") : (line.least ?? "")
                  }
                  aria-label={`${t("resources:stockView.warn")}: ${name(line.names)}, ${t(`common:unitShort.${line.unit as Unit}`)}`}
                />
                <Button size="dense">{t("common:button.save")}</Button>
              </PostForm>
            ),
          },
        };
      })}
    />
  );
}

const WIDTH = 192;
const HEIGHT = 36;

/** Free over the next 24 hours, in steps; the dashed line is where the warning begins. */
function Steps({ line }: { line: StockRow }) {
  const top = Math.max(line.stock, line.least ?? 0, 1);
  const y = (value: number) => HEIGHT - (Math.max(0, value) / top) * HEIGHT;
  const step = WIDTH / (line.hours.length - 1);
  const path = line.hours
    .slice(0, -1)
    .map(
      (value, hour) =>
        `${hour === 0 ? "M0" : "L"}${hour === 0 ? "" : hour * step} ${y(value)}H${(hour + 1) * step}`,
    )
    .join("");
  return (
    <svg
      className="stock-steps"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      <path className="area" d={`${path}V${HEIGHT}H0Z`} />
      <path className="line" d={path} />
      {line.least !== null && <path className="warn" d={`M0 ${y(line.least)}H${WIDTH}`} />}
    </svg>
  );
}

function HourTable({ stock }: { stock: StockRow[] }) {
  const { t, name, now, clock, number } = useI18n();
  const hours = [0, 3, 6, 9, 12, 15, 18, 21, 24];
  return (
    <Table
      caption={t("resources:stockView.byHour")}
      columns={[
        { key: "what", label: t("resources:what") },
        ...hours.map((hour) => ({
          key: String(hour),
          label: clock(new Date(now.getTime() + hour * HOUR)),
          align: "end" as const,
        })),
      ]}
      rows={stock
        .filter((line) => line.stock > 0)
        .map((line) => ({
          key: line.code,
          cells: {
            what: `${name(line.names)}, ${t(`common:unitShort.${line.unit as Unit}`)}`,
            ...Object.fromEntries(
              hours.map((hour) => [String(hour), number(line.hours[hour] ?? 0)]),
            ),
          } as Record<string, string>,
        }))}
    />
  );
}
