import type { Choice, Unit } from "../../districts/types";
import { useI18n } from "../../i18n/context";
import { type Typed, typedText } from "../../platform/form";
import { Button } from "../../ui/button";
import { Select } from "../../ui/choice";
import { Empty, Toolbar } from "../../ui/desk";
import { DateTime, Field } from "../../ui/field";
import { Refusal } from "../../ui/notice";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import type { FoundOffer } from "../views";
import { useAttributes } from "./words";

export type FoundLine = FoundOffer & { outside: boolean };
type Props = {
  task: { id: string; number: number };
  kinds: Choice[];
  /** As in the address: wall time of the city. */
  asked: { kind: string; from: string; to: string; amount: string; q: string };
  found: FoundLine[];
  /** As a reservation was sent that was refused. */
  typed: Typed;
  refusal: string | null;
};

/** What is free for a task in a time, the nearest first; reserved in one step. */
export function FindPage({ task, kinds, asked, found, typed, refusal }: Props) {
  const { t, name, amount } = useI18n();
  const attributesOf = useAttributes();
  const at = `/board/tasks/${task.id}`;
  // With what was asked for, so that a reservation that is refused leads back to the same list.
  const action = `${at}/supplies?${new URLSearchParams(asked)}`;
  return (
    <>
      <p className="way">
        <a href={at}>{t("tasks:numbered", { number: task.number })}</a>
      </p>
      <h1>{t("resources:find.title", { number: task.number })}</h1>
      {refusal && <Refusal>{refusal}</Refusal>}
      <Toolbar label={t("common:button.filter")} action={`${at}/supplies`}>
        <Select
          name="kind"
          label={t("board:what")}
          value={asked.kind}
          placeholder={t("resources:find.any")}
          options={kinds.map(({ code, names }) => ({ value: code, label: name(names) }))}
        />
        <Field
          name="amount"
          label={t("resources:find.amount")}
          value={asked.amount}
          width="short"
        />
        <DateTime name="from" label={t("resources:offer.from")} value={asked.from} />
        <DateTime name="to" label={t("resources:offer.until")} value={asked.to} />
        <Field name="q" type="search" label={t("resources:find.text")} value={asked.q} />
        <Button>{t("common:button.filter")}</Button>
      </Toolbar>
      {found.length === 0 ? (
        <Empty title={t("resources:find.none")}>{t("resources:find.noneHint")}</Empty>
      ) : (
        <Table
          caption={t("resources:find.title", { number: task.number })}
          captionHidden
          columns={[
            { key: "what", label: t("resources:what") },
            { key: "free", label: t("resources:free") },
            { key: "far", label: t("resources:find.far") },
            { key: "district", label: t("tasks:district") },
            { key: "reserve", label: t("resources:find.reserve") },
          ]}
          rows={found.map((one) => ({
            key: one.id,
            cells: {
              what: (
                <>
                  <b>{one.title}</b> <span className="hint">{name(one.kindNames)}</span>
                  <div className="hint">
                    {[
                      attributesOf(one.kindAttributes, one.attributes),
                      one.organisation,
                      one.conditions,
                      one.outside && t("resources:find.outside"),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </div>
                </>
              ),
              free: <span className="num">{amount(one.free, one.unit)}</span>,
              far:
                one.kilometres === null
                  ? t("resources:find.unknown")
                  : amount(Math.round(one.kilometres * 10) / 10, "km"),
              district: one.districtNames ? name(one.districtNames) : t("board:cityWide"),
              reserve: (
                <PostForm className="row" action={action}>
                  <input type="hidden" name="from" value={asked.from} />
                  <input type="hidden" name="to" value={asked.to} />
                  <input
                    className="input short"
                    name="quantity"
                    inputMode="decimal"
                    defaultValue={
                      typed.offer === one.id ? typedText(typed, "quantity") : asked.amount
                    }
                    aria-label={`${t("resources:promised")}: ${one.title}, ${t(`common:unitShort.${one.unit as Unit}`)}`}
                  />
                  <Button size="dense" name="offer" value={one.id}>
                    {t("resources:find.reserve")}
                  </Button>
                </PostForm>
              ),
            },
          }))}
        />
      )}
    </>
  );
}
