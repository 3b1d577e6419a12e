import { boundsOf, projectionOf, roomAround } from "../../districts/rules/projection";
import { PRIORITIES, type Priority } from "../../districts/types";
import type { Outlines } from "../../districts/views";
import { useI18n } from "../../i18n/context";
import type { Point } from "../../platform/types";
import {
  COLUMNS,
  letterOf,
  numbersInWords,
  rowsOf,
  scaleBar,
  squareOf,
  symbolsOf,
} from "../rules/paper-map";
import { MapShape, SHAPES } from "./map-shapes";

type Marked = {
  number: number;
  point: Point;
  priority: Priority;
  alone: boolean;
  /** Only its street is known. */
  about: boolean;
};
type Props = { marked: readonly Marked[]; outlines: Outlines };

const WIDTH = 640;
/** Metres: at least so much of the city is drawn. */
const LEAST = 1_600;
const SYMBOL = 14;

export const paperProjection = (points: readonly Point[]) =>
  points.length > 0 ? projectionOf(roomAround(boundsOf(points), LEAST), WIDTH) : null;

/** The map of a list on paper: what is on it by its number, in squares by which a place is named, with what the symbols mean. */
export function PaperMap({ marked, outlines }: Props) {
  const { t, name, amount, number: inFigures } = useI18n();
  const projection = paperProjection(marked.map(({ point }) => point));
  if (!projection) return null;
  const height = Math.round(projection.height);
  const rows = rowsOf(projection);
  const square = WIDTH / COLUMNS;
  const metres = scaleBar(projection);
  const inPath = (ring: readonly [number, number][]) =>
    `M${ring
      .map(([lon, lat]) => {
        const { x, y } = projection.at({ lat, lon });
        return `${x.toFixed(1)} ${y.toFixed(1)}`;
      })
      .join("L")}Z`;
  const isSeen = (at: Point | null) => {
    if (!at) return null;
    const { x, y } = projection.at(at);
    const isIn = x > 0 && x < WIDTH && y > 0 && y < height;
    return isIn ? { x: Math.round(x), y: Math.round(y) } : null;
  };
  return (
    <figure className="paper-map">
      <svg
        viewBox={`-16 -16 ${WIDTH + 18} ${(height + 18).toFixed(0)}`}
        role="img"
        aria-label={t("board:paper.map", { number: inFigures(marked.length) })}
      >
        <clipPath id="sheet-of-map">
          <rect width={WIDTH} height={height} />
        </clipPath>
        <g clipPath="url(#sheet-of-map)">
          {outlines.districts.map(({ code, polygons }) => (
            <path
              key={code}
              className="border-line"
              d={polygons.flat().map(inPath).join("")}
              fillRule="evenodd"
            />
          ))}
          {Array.from({ length: COLUMNS - 1 }, (_, at) => (
            <path key={letterOf(at)} className="net" d={`M${(at + 1) * square} 0V${height}`} />
          ))}
          {Array.from({ length: rows - 1 }, (_, at) => (
            <path key={letterOf(at)} className="net" d={`M0 ${(at + 1) * square}H${WIDTH}`} />
          ))}
          {outlines.districts.map(({ code, names, centre }) => {
            const at = isSeen(centre);
            return (
              at && (
                <text key={code} className="name" x={at.x} y={at.y} textAnchor="middle">
                  {name(names)}
                </text>
              )
            );
          })}
        </g>
        <rect className="edge" width={WIDTH} height={height} />
        {Array.from({ length: COLUMNS }, (_, at) => (
          <text key={letterOf(at)} x={(at + 0.5) * square} y={-4} textAnchor="middle">
            {letterOf(at)}
          </text>
        ))}
        {Array.from({ length: rows }, (_, at) => (
          <text
            key={letterOf(at)}
            x={-8}
            y={Math.min(height - 4, (at + 0.5) * square + 4)}
            textAnchor="middle"
          >
            {at + 1}
          </text>
        ))}
        {symbolsOf(projection, marked).map(({ x, y, first, numbers }) => {
          const isRight = x > WIDTH - 60;
          return (
            <g
              key={first.number}
              className={first.alone ? "symbol alone" : "symbol"}
              transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
            >
              <g
                className={first.about ? "about" : undefined}
                transform={`translate(${-SYMBOL / 2} ${-SYMBOL / 2}) scale(${SYMBOL / 16})`}
              >
                {SHAPES[first.priority]}
              </g>
              <text x={isRight ? -10 : 10} y={5} textAnchor={isRight ? "end" : "start"}>
                {numbersInWords(numbers)}
              </text>
            </g>
          );
        })}
        <path
          className="scale"
          d={`M8 ${height - 14}v6h${(metres * projection.perMetre).toFixed(1)}v-6`}
        />
        <text x={12} y={height - 12}>
          {metres < 1_000 ? amount(metres, "m") : amount(metres / 1_000, "km")}
        </text>
      </svg>
      <figcaption>
        <ul className="map-legend hint">
          {PRIORITIES.map((priority) => (
            <li key={priority} className={`map-mark-key ${priority} alone`}>
              <MapShape name={priority} /> {t(`common:priority.${priority}`)}
            </li>
          ))}
          <li>{t("panes:map.filled")}</li>
          <li>{t("board:paper.about")}</li>
        </ul>
      </figcaption>
    </figure>
  );
}

/** The square of each, by which it is found on the map. */
export function squaresOf(marked: readonly Marked[]): ReadonlyMap<number, string> {
  const projection = paperProjection(marked.map(({ point }) => point));
  if (!projection) return new Map();
  return new Map(marked.map(({ number, point }) => [number, squareOf(projection, point)]));
}
