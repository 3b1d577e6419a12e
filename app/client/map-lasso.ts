import type L from "leaflet";
import type { Place } from "./map-place";

const SVG = "http://www.w3.org/2000/svg";

type Lasso<Point> = {
  map: L.Map;
  points: () => readonly Point[];
  begun: () => void;
  /** With a line, or without one. */
  ended: () => void;
  /** Those inside the line; told last. */
  drawn: (inside: Point[]) => void;
};

/**
 * A line is drawn around symbols with the mouse or a finger: the button lays a sheet over the map until one line has been drawn, or
 * Escape or the button ends it.
 */
export function offerLasso<Point extends Place>(button: HTMLButtonElement, lasso: Lasso<Point>) {
  let stop: (() => void) | null = null;
  const press = (isPressed: boolean) => button.setAttribute("aria-pressed", String(isPressed));
  button.hidden = false;
  button.onclick = () => {
    if (stop) return stop();
    const ended = () => {
      stop = null;
      press(false);
      lasso.ended();
    };
    stop = draw({ ...lasso, ended });
    press(true);
    lasso.begun();
  };
}

function draw<Point extends Place>({ map, points, ended, drawn }: Lasso<Point>) {
  const sheet = document.createElementNS(SVG, "svg");
  sheet.classList.add("map-lasso");
  const line = document.createElementNS(SVG, "polygon");
  sheet.append(line);
  map.getContainer().append(sheet);

  const stop = () => {
    sheet.remove();
    document.removeEventListener("keydown", stopByKey, true);
    ended();
  };
  const stopByKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    // Not the list's own Escape, which leaves the map; but a map that has gone meanwhile leaves the key to whatever is there.
    if (sheet.isConnected) event.stopPropagation();
    stop();
  };
  const to = ({ clientX, clientY }: PointerEvent) => {
    const { left, top } = sheet.getBoundingClientRect();
    line.points.appendItem(pointOf(sheet, clientX - left, clientY - top));
  };
  // What happens on the sheet moves no map and sets no point of a form.
  for (const name of ["click", "dblclick", "mousedown", "touchstart", "wheel", "pointerdown"])
    sheet.addEventListener(name, (event) => event.stopPropagation());
  sheet.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    sheet.setPointerCapture(event.pointerId);
    line.points.clear();
    to(event);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (sheet.hasPointerCapture(event.pointerId)) to(event);
  });
  sheet.addEventListener("pointercancel", () => line.points.clear());
  sheet.addEventListener("pointerup", (event) => {
    if (!sheet.hasPointerCapture(event.pointerId)) return;
    const inside = points().filter(({ lat, lon }) => {
      const { x, y } = map.latLngToContainerPoint([lat, lon]);
      return line.isPointInFill(pointOf(sheet, x, y));
    });
    // A press without a line is no line: it is drawn again.
    if (line.points.numberOfItems < LEAST) return line.points.clear();
    stop();
    drawn(inside);
  });
  document.addEventListener("keydown", stopByKey, true);
  return stop;
}

/** Corners of a line that goes around something. */
const LEAST = 3;

function pointOf(sheet: SVGSVGElement, x: number, y: number) {
  const point = sheet.createSVGPoint();
  point.x = x;
  point.y = y;
  return point;
}
