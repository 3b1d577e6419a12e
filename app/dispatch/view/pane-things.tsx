import { useI18n } from "../../i18n/context";
import { useAttributes } from "../../resources/view/words";
import type { ThingsNear } from "../../resources/views";
import { DeadAddress } from "../../ui/dead-address";
import { Empty } from "../../ui/desk";
import { Measured, type MeasuredFrom } from "./pane";

export type ThingsPaneProps = ThingsNear & {
  from: MeasuredFrom;
  /** Numbers that no text message reaches. */
  dead: readonly string[];
};

/** What is free now, the nearest first: whose it is, how much is left, on which conditions. */
export function ThingsPane({ things, more, from, dead }: ThingsPaneProps) {
  const { t } = useI18n();
  return (
    <>
      <Measured from={from} />
      {things.length === 0 && <Empty title={t("panes:things.none")} />}
      <ThingLines things={things} more={more} dead={dead} />
    </>
  );
}

/** Each thing with whose it is and how it comes; how many more there are. */
export function ThingLines({ things, more, dead }: Omit<ThingsPaneProps, "from">) {
  const { t, number } = useI18n();
  return (
    <>
      <ol className="pane-lines">
        {things.map((thing) => (
          <Thing key={thing.id} thing={thing} dead={dead} />
        ))}
      </ol>
      {more > 0 && <p className="hint">{t("panes:more", { count: more, number: number(more) })}</p>}
    </>
  );
}

/** The attribute by which an owner says so; without it a thing is fetched. */
const OWNER_BRINGS = "operator";

type ThingProps = Pick<ThingsPaneProps, "dead"> & { thing: ThingsNear["things"][number] };

function Thing({ thing, dead }: ThingProps) {
  const { t, amount, name } = useI18n();
  const { id, title, free, unit, kilometres, organisation, owner, conditions } = thing;
  const { kindAttributes, attributes } = thing;
  const attributesOf = useAttributes();
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
        <DeadAddress address={owner?.phone} dead={dead} />
      </p>
      <p className="hint">
        {[
          name(thing.kindNames),
          attributesOf(kindAttributes, attributes),
          !attributes[OWNER_BRINGS] && t("panes:things.fetch"),
          thing.districtNames ? name(thing.districtNames) : t("board:cityWide"),
          conditions,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </li>
  );
}
