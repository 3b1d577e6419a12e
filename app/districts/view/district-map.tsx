import type { Point } from "../../platform/types";
import { boundsOf, projectionOf } from "../rules/projection";
import type { MultiPolygon, Ring } from "../types";

type Shape = {
  code: string;
  name: string;
  geometry: MultiPolygon;
  tone?: "added" | "changed" | "same";
  /** Written into it. */
  text?: { at: Point; words: string };
};
type Props = { shapes: readonly Shape[]; label: string };

const WIDTH = 640;

/** Districts as a picture: shapes alone, north up, drawn by the server. */
export function DistrictMap({ shapes, label }: Props) {
  const positions = shapes.flatMap(({ geometry }) => geometry.coordinates.flat(2));
  if (positions.length === 0) return null;
  const pointOf = ([lon, lat]: Ring[number]) => ({ lat, lon });
  const projection = projectionOf(boundsOf(positions.map(pointOf)), WIDTH);
  const at = (position: Ring[number]) => {
    const { x, y } = projection.at(pointOf(position));
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  };
  const path = ({ coordinates }: MultiPolygon) =>
    coordinates
      .flat()
      .map((ring) => `M${ring.map(at).join("L")}Z`)
      .join("");
  return (
    <svg
      className="district-map"
      viewBox={`-2 -2 ${WIDTH + 4} ${(projection.height + 4).toFixed(0)}`}
      role="img"
      aria-label={label}
    >
      {shapes.map(({ code, name, geometry, tone = "same" }) => (
        <path key={code} className={tone} d={path(geometry)} fillRule="evenodd">
          <title>{name}</title>
        </path>
      ))}
      {shapes.map(({ code, text }) => {
        if (!text) return null;
        const [x, y] = at([text.at.lon, text.at.lat]).split(" ");
        return (
          <text key={code} x={x} y={y} textAnchor="middle">
            {text.words}
          </text>
        );
      })}
    </svg>
  );
}
