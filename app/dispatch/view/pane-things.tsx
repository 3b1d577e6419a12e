import { useI18n } from "../../i18n/context";
import type { ThingsNear } from "../../resources/views";
import { Empty } from "../../ui/desk";
import { Measured, type MeasuredFrom } from "./pane";

export type ThingsPaneProps = ThingsNear & { from: MeasuredFrom };

/** What is free now, the nearest first: whose it is, how much is left, on which conditions. */
export function ThingsPane({ things, more, from }: ThingsPaneProps) {
  const { t, number } = useI18n();
  return (
    <>
      <Measured from={from} />
      {things.length === 0 && <Empty title={t("panes:things.none")} />}
      <ol className="pane-lines">
        {things.map((thing) => (
          <Thing key={thing.id} thing={thing} />
        ))}
      </ol>
      {more > 0 && <p className="hint">{t("panes:more", { count: more, number: number(more) })}</p>}
    </>
  );
}

function Thing({ thing }: { thing: ThingsNear["things"][number] }) {
  const { t, amount, name } = useI18n();
  const { id, title, free, unit, kilometres, organisation, owner, conditions } = thing;
  const whose = [organisation, owner?.name].filter(Boolean).join(", ");
  return (
    <li>
      <p className="pane-line">
        <a href={`/offers/${id}`}>{title}</a>
        <span className="num">{t("panes:things.left", { amount: amount(free, unit) })}</span>
        <span className="num">
          {kilometres !== null && amount(Math.round(kilometres * 10) / 10, "km")}
        </span>
      </p>
      <p className="row">
        <span>{whose}</span>
        {owner?.phone && (
          <a className="num" href={`tel:${owner.phone}`}>
            {owner.phone}
          </a>
        )}
      </p>
      <p className="hint">
        {[
          name(thing.kindNames),
          thing.districtNames ? name(thing.districtNames) : t("board:cityWide"),
          conditions,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </li>
  );
}
