import { isUuid } from "../../platform/identifiers";
import type { Point } from "../../platform/types";

const PERSON = "person";
const CELL = "cell";
/** Cells that one symbol of a map may stand for. */
const MOST_CELLS = 60;

/** Who was dragged onto a request: somebody of a list, or all of a symbol on the map, which stands for cells. */
export type Dragged = { personId: string | null; cells: Point[] };

/** Out of an address; what can't be meant is left out. */
export function readDragged(params: URLSearchParams): Dragged {
  const person = params.get(PERSON);
  const cells = params.getAll(CELL).slice(0, MOST_CELLS).flatMap(pointIn);
  return { personId: isUuid(person) ? person : null, cells: isUuid(person) ? [] : cells };
}

function pointIn(text: string): Point[] {
  const [lat, lon, ...more] = text.split(",").map(Number);
  const isPoint = Number.isFinite(lat) && Number.isFinite(lon) && more.length === 0;
  return isPoint ? [{ lat: lat!, lon: lon! }] : [];
}

/** The same address once it is done with them. */
export function withoutDragged(search: string): string {
  const params = new URLSearchParams(search);
  params.delete(PERSON);
  params.delete(CELL);
  return params.size > 0 ? `?${params}` : "";
}
