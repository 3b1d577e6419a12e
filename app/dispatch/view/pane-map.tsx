import { PRIORITIES } from "../../districts/types";
import { DistrictMap } from "../../districts/view/district-map";
import type { Outlines } from "../../districts/views";
import { useI18n } from "../../i18n/context";
import type { Point } from "../../platform/types";
import { MOST_AT_ONCE } from "../../requests/form";
import { type BoardFilter, filterQuery } from "../../requests/rules/filter";
import { Shortcut } from "../../ui/button";
import { Disclosure } from "../../ui/content";
import { Script } from "../../ui/script";
import { Scrolls, Table } from "../../ui/table";
import type { DistrictCount } from "../rules/placed";
import { MapShape } from "./map-shapes";

export type MapPaneProps = {
  filter: BoardFilter;
  opened: string | null;
  outlines: Outlines;
  counts: DistrictCount[];
  unplaced: number;
  more: boolean;
  /** Codes of the districts that the coordinator works for; none for administrators, whose are all. */
  own: string[];
  centre: Point;
  tiles: { url: string; credit: string; zooms: { least: number; most: number } | null } | null;
};

/**
 * Districts with what is in them. `client/board-map.ts` makes a map of it; without script the drawing and its numbers stand.
 */
export function MapPane(props: MapPaneProps) {
  const { filter, opened, outlines, counts, own, centre, tiles, unplaced, more } = props;
  const { t, name, number, zone, now, clock } = useI18n();
  const query = filterQuery(filter);
  const time = { time: "{time}" };
  const words = {
    priority: Object.fromEntries(PRIORITIES.map((one) => [one, t(`common:priority.${one}`)])),
    alone: t("panes:map.alone"),
    covered: t("panes:map.covered"),
    about: t("panes:map.about"),
    street: t("panes:map.street"),
    requests: t("panes:map.requests", { number: "{number}" }),
    free: t("panes:map.free", { number: "{number}" }),
    drag: t("panes:drag"),
    thing: t("panes:map.thing", { title: "{title}" }),
    label: t("panes:map.label"),
    zoomIn: t("panes:map.zoomIn"),
    zoomOut: t("panes:map.zoomOut"),
    asOf: t("panes:map.asOf", time),
    lost: t("board:live.lost", { at: "{time}" }),
  };
  const requestsOf = new Map(counts.map((count) => [count.districtId, count.requests]));
  return (
    <>
      <board-map
        data-points={`/board/map.json${filterQuery(filter, { pane: null, search: "", after: null })}`}
        data-districts={`/districts.json?v=${outlines.stamp}`}
        data-query={query}
        data-request={opened ?? undefined}
        data-own={own.join(" ")}
        data-centre={`${centre.lat},${centre.lon}`}
        data-zone={zone}
        data-tiles={tiles?.url}
        data-credit={tiles?.credit}
        data-zooms={tiles?.zooms ? `${tiles.zooms.least},${tiles.zooms.most}` : undefined}
        data-words={JSON.stringify(words)}
      >
        <div className="map-canvas">
          <DistrictMap
            label={t("panes:map.drawing")}
            shapes={outlines.districts.map(({ id, code, names, polygons, centre: at }) => ({
              code,
              name: name(names),
              geometry: { type: "MultiPolygon", coordinates: polygons },
              text: at
                ? { at, words: `${name(names)} ${number(requestsOf.get(id) ?? 0)}` }
                : undefined,
            }))}
          />
        </div>
        <p className="hint" data-map-hint hidden>
          {t("panes:map.place")}
        </p>
        <output className="hint map-status">{t("panes:map.asOf", { time: clock(now) })}</output>
        <ol className="map-list" />
        <output className="hint map-drawn" />
        <div className="row">
          <button
            type="button"
            className="btn"
            hidden
            aria-pressed={false}
            data-map-draw
            data-how={t("panes:map.draw.how")}
            data-none={t("panes:map.draw.none")}
            data-many={t("panes:map.draw.many", { number: "{number}", most: number(MOST_AT_ONCE) })}
            data-most={MOST_AT_ONCE}
          >
            {t("panes:map.draw.around")}
          </button>
          <button
            type="button"
            className="btn"
            hidden
            data-key="KeyL"
            data-map-mark
            data-words={t("panes:map.mark", { number: "{number}" })}
            data-most={MOST_AT_ONCE}
          >
            <span>{t("panes:map.mark", { number: number(0) })}</span>
            <Shortcut code="KeyL" />
          </button>
        </div>
        <div className="map-marked" hidden />
      </board-map>
      <Legend />
      {more && <p className="broke">{t("panes:map.more")}</p>}
      <Disclosure summary={t("panes:map.numbers", { time: clock(now) })} open>
        <Counts counts={counts} unplaced={unplaced} filter={filter} />
      </Disclosure>
      <Script name="board-map" />
      <Script name="drag-person" />
    </>
  );
}

function Legend() {
  const { t } = useI18n();
  return (
    <ul className="map-legend hint">
      {PRIORITIES.map((priority) => (
        <li key={priority} className={`map-mark-key ${priority} alone`}>
          <MapShape name={priority} /> {t(`common:priority.${priority}`)}
        </li>
      ))}
      <li>{t("panes:map.filled")}</li>
      <li className="map-mark-key volunteer">
        <MapShape name="volunteer" /> {t("panes:map.volunteer")}
      </li>
      <li className="map-mark-key thing">
        <MapShape name="thing" /> {t("panes:map.things")}
      </li>
    </ul>
  );
}

type CountsProps = Pick<MapPaneProps, "counts" | "unplaced" | "filter">;

/** The same as the map, in numbers. */
function Counts({ counts, unplaced, filter }: CountsProps) {
  const { t, name, number } = useI18n();
  const columns = ["requests", "alone", "free", "things"] as const;
  return (
    <>
      <Scrolls label={t("panes:map.drawing")}>
        <Table
          caption={t("panes:map.drawing")}
          captionHidden
          stacked={false}
          columns={[
            { key: "district", label: t("board:district") },
            ...columns.map((key) => ({
              key,
              label: t(`panes:count.${key}`),
              align: "end" as const,
            })),
          ]}
          rows={counts.map((count) => ({
            key: count.code ?? "none",
            cells: {
              district: (
                <a href={`/board${filterQuery(filter, { district: count.code ?? "none" })}`}>
                  {count.names ? name(count.names) : t("board:cityWide")}
                </a>
              ),
              requests: number(count.requests),
              alone: number(count.alone),
              free: number(count.free),
              things: number(count.things),
            },
          }))}
        />
      </Scrolls>
      {unplaced > 0 && (
        <p className="hint">
          {t("panes:map.unplaced", { count: unplaced, number: number(unplaced) })}
        </p>
      )}
    </>
  );
}
