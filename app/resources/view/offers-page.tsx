import { useI18n } from "../../i18n/context";
import type { Key } from "../../i18n/keys";
import { type FieldErrors, type Typed, typedText } from "../../platform/form";
import { Button, ButtonLink } from "../../ui/button";
import { Sheet } from "../../ui/content";
import { Empty, Pager } from "../../ui/desk";
import { Field } from "../../ui/field";
import { StateMark, Time } from "../../ui/marks";
import { PostForm } from "../../ui/post-form";
import { Table } from "../../ui/table";
import { LOSSES } from "../types";
import type { OfferLine, Troubles } from "../views";
import { ResourcesMenu } from "./resources-menu";
import { OfferMark } from "./words";

/** Where a thing is now, in a few words. */
export function Whereabouts({ line }: { line: Pick<OfferLine, "out" | "due" | "unit"> }) {
  const { t, now, moment, amount } = useI18n();
  const { out, due, unit } = line;
  if (out === 0 || !due) return <span className="soft">{t("resources:home")}</span>;
  const late = due <= now;
  const words = t(late ? "resources:outSince" : "resources:outUntil", {
    amount: amount(out, unit),
    when: moment(due),
  });
  return <StateMark tone={late ? "warning" : "active"}>{words}</StateMark>;
}

type OwnProps = { offers: OfferLine[]; next: string | null };

export function OwnOffersPage({ offers, next }: OwnProps) {
  const { t } = useI18n();
  const add = (
    <ButtonLink tone="primary" href="/offers/new">
      {t("resources:offer.title")}
    </ButtonLink>
  );
  return (
    <>
      <div className="head flush">
        <h1>{t("common:nav.offers")}</h1>
        {offers.length > 0 && add}
      </div>
      {offers.length === 0 ? (
        <Empty title={t("resources:own.empty")} action={add}>
          {t("resources:own.emptyHint")}
        </Empty>
      ) : (
        <OfferTable offers={offers} caption={t("common:nav.offers")} own />
      )}
      <Pager next={next && `/offers?after=${next}`} />
    </>
  );
}

type TableProps = { offers: OfferLine[]; caption: string; own?: boolean };

function OfferTable({ offers, caption, own }: TableProps) {
  const { t, name, amount } = useI18n();
  return (
    <Table
      caption={caption}
      captionHidden
      columns={[
        { key: "what", label: t("resources:what") },
        { key: "state", label: t("board:state") },
        { key: "stock", label: t("resources:stock") },
        { key: "promised", label: t("resources:promised") },
        { key: "where", label: t("resources:out") },
        { key: "district", label: t("tasks:district") },
      ]}
      rows={offers.map((line) => ({
        key: line.id,
        ...(line.state === "withdrawn" || line.state === "retired"
          ? { tone: "past" as const }
          : {}),
        cells: {
          what: (
            <a className="line-link" href={`/offers/${line.id}`}>
              <b>{line.title}</b> <span className="hint">{name(line.kindNames)}</span>{" "}
              <span className="hint num">{line.number}</span>
            </a>
          ),
          state: <OfferMark state={line.state} own={own} />,
          stock: <span className="num">{amount(line.stock, line.unit)}</span>,
          promised: line.promised > 0 && (
            <span className="num">{amount(line.promised, line.unit)}</span>
          ),
          where: <Whereabouts line={line} />,
          district: line.districtNames ? name(line.districtNames) : t("board:cityWide"),
        },
      }))}
    />
  );
}

type Trouble = {
  offerId: string;
  number: number;
  title: string;
  unit: string;
  taskId: string;
  task: number;
  count: number | null;
};
type Group = "fresh" | "ready" | "over";
type BoardProps = {
  offers: OfferLine[];
  next: string | null;
  group: Group;
  troubles: Troubles;
  /** Of a follow-up that could not be closed: what was typed, and what is wrong with it. */
  typed: Typed;
  errors: FieldErrors;
};

export function ResourcesPage({ offers, next, group, troubles, typed, errors }: BoardProps) {
  const { t } = useI18n();
  return (
    <>
      <div className="head flush">
        <h1>{t("common:nav.resources")}</h1>
        <ButtonLink href="/offers/new">{t("resources:offer.title")}</ButtonLink>
      </div>
      {troubles.late.length + troubles.open.length > 0 && (
        <TroubleList {...troubles} typed={typed} errors={errors} />
      )}
      <ResourcesMenu current={group} />
      {offers.length === 0 ? (
        <Empty title={t(`resources:empty.${group}`)}>{t("resources:emptyHint")}</Empty>
      ) : (
        <OfferTable offers={offers} caption={t("common:nav.resources")} />
      )}
      <Pager next={next && `/board/resources?show=${group}&after=${next}`} />
    </>
  );
}

type TroubleProps = Troubles & Pick<BoardProps, "typed" | "errors">;

function TroubleList({ late, open, next, typed, errors }: TroubleProps) {
  const { t, amount } = useI18n();
  const thing = (one: Trouble) => (
    <>
      <a href={`/offers/${one.offerId}`}>{one.title}</a> {amount(one.count ?? 0, one.unit)} ·{" "}
      <a href={`/board/tasks/${one.taskId}`}>{t("tasks:numbered", { number: one.task })}</a>
    </>
  );
  return (
    <Sheet title={t("resources:trouble.title")}>
      <ul className="stack tight">
        {late.map((one) => (
          <li key={one.id} className="row">
            <StateMark tone="warning">{t("resources:trouble.late")}</StateMark>
            <span>{thing(one)}</span>
            <span className="hint">
              {t("resources:due")} <Time at={one.due} />
            </span>
          </li>
        ))}
        {open.map((one) => (
          <li key={one.id} className="row">
            <StateMark tone="warning">{t(`resources:trouble.${one.kind}`)}</StateMark>
            <span>{thing(one)}</span>
            <span className="hint">
              <Time at={one.openedAt} />
              {one.note && ` · ${one.note}`}
            </span>
            <PostForm className="row" action="/board/resources">
              <input type="hidden" name="followUp" value={one.id} />
              {LOSSES.includes(one.kind) && (
                <Field
                  id={`restored-${one.id}`}
                  name="restored"
                  label={t("resources:trouble.restored")}
                  value={typed.followUp === one.id ? typedText(typed, "restored") : 0}
                  error={
                    typed.followUp === one.id && errors.restored
                      ? t(`resources:error.${errors.restored}` as Key)
                      : null
                  }
                  width="short"
                  inputMode="decimal"
                />
              )}
              <Button size="dense">{t("resources:trouble.settle")}</Button>
            </PostForm>
          </li>
        ))}
      </ul>
      {[
        next.late && { href: `?late=${next.late}`, label: t("resources:trouble.moreLate") },
        next.open && { href: `?open=${next.open}`, label: t("resources:trouble.moreOpen") },
      ].map(
        (more) =>
          more && (
            <p key={more.href}>
              <a href={`/board/resources${more.href}`}>{more.label}</a>
            </p>
          ),
      )}
    </Sheet>
  );
}
