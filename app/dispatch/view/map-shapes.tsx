import type { ReactNode } from "react";
import { PRIORITIES, type Priority } from "../../districts/types";

/** The lines of a symbol, 16 units wide and high. */
export const SHAPES: Record<Priority | "volunteer" | "thing", ReactNode> = {
  critical: (
    <>
      <path d="M8 .8 15.2 8 8 15.2.8 8Z" />
      <path className="detail" d="M8 4.5v4.5M8 11v1" />
    </>
  ),
  high: <path d="M8 1.6 15 14H1Z" />,
  normal: <path d="M2.5 2.5h11v11h-11Z" />,
  low: <path d="M1.5 4h13L8 12.5Z" />,
  volunteer: <circle cx="8" cy="8" r="5.5" />,
  thing: <path d="M2.5 3.5h11v10h-11ZM2.5 6.5h11M8 3.5v3" />,
};
export const SHAPE_NAMES = [...PRIORITIES, "volunteer", "thing"] as const;
type ShapeName = (typeof SHAPE_NAMES)[number];

/** A symbol of the map; `client/map-marks.ts` takes those of the legend. */
export function MapShape({ name }: { name: ShapeName }) {
  return (
    <svg
      className="map-shape"
      viewBox="0 0 16 16"
      width="18"
      height="18"
      aria-hidden="true"
      data-shape={name}
    >
      {SHAPES[name]}
    </svg>
  );
}
