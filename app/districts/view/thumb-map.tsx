import type { Point } from "../../platform/types";
import { boundsOf, projectionOf } from "../rules/projection";
import type { Ring } from "../types";

type Props = {
  /** Of the district. */
  polygons: readonly (readonly Ring[])[];
  point: Point;
  /** The middle of its street, not a door. */
  about: boolean;
  title: string;
};

const WIDTH = 120;
const HIGHEST = 120;

/** Where in its district a point lies: an outline and a dot in a few hundred bytes, drawn by the server. */
export function ThumbMap({ polygons, point, about, title }: Props) {
  const positions = polygons.flat(2).map(([lon, lat]) => ({ lat, lon }));
  if (positions.length === 0) return null;
  const bounds = boundsOf([...positions, point]);
  const wide = projectionOf(bounds, WIDTH);
  const width = Math.min(WIDTH, Math.round((WIDTH * HIGHEST) / wide.height));
  const projection = projectionOf(bounds, width);
  const height = Math.max(1, Math.round(projection.height));
  const dot = projection.at(point);
  return (
    <svg
      className="thumb-map"
      viewBox={`-6 -6 ${width + 12} ${height + 12}`}
      width={width + 12}
      height={height + 12}
      role="img"
    >
      <title>{title}</title>
      <path d={polygons.flat().map(outlineOf(projection.at)).join("")} fillRule="evenodd" />
      <circle
        className={about ? "about" : undefined}
        cx={Math.round(dot.x)}
        cy={Math.round(dot.y)}
        r="4.5"
      />
    </svg>
  );
}

/** In whole units; corners that fall together are one. */
const outlineOf = (at: (point: Point) => { x: number; y: number }) => (ring: Ring) => {
  const corners = ring.map(([lon, lat]) => {
    const { x, y } = at({ lat, lon });
    return `${Math.round(x)} ${Math.round(y)}`;
  });
  const apart = corners.filter((corner, index) => corner !== corners[index - 1]);
  return apart.length > 2 ? `M${apart.join("L")}Z` : "";
};
