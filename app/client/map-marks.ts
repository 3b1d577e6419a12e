import { DivIcon, DomEvent, Marker } from "leaflet";
import type { Cluster } from "./map-clusters";
import type { FreePoint, Priority, RequestPoint } from "./map-points";
import { MOUSE } from "./mouse";

export type MapWords = {
  priority: Record<Priority, string>;
  alone: string;
  covered: string;
  about: string;
  street: string;
  requests: string;
  free: string;
  drag: string;
  thing: string;
};

/** The pane's legend holds each shape once, drawn by the server; without a legend it is nothing. */
const shapeOf = (name: string): Node | string =>
  document.querySelector(`[data-shape="${name}"]`)?.cloneNode(true) ?? "";

const numbered = (text: string, count: number) => text.replace("{number}", String(count));

/** A marker that is an element of ours; the map does not hear what is done to it. */
function markerOf(element: HTMLElement, { lat, lon }: { lat: number; lon: number }, above = 0) {
  DomEvent.disableClickPropagation(element);
  const icon = new DivIcon({ html: element, className: "map-at", iconSize: [0, 0] });
  const options = { icon, keyboard: false, interactive: false, zIndexOffset: above };
  return new Marker([lat, lon], options);
}

/** Requests lie above everything else, for they are what is looked for. */
const ABOVE = 10_000;

/** What a request is called, for who does not see its symbol. */
export const nameOf = ({ priority, kind, alone, about, street }: RequestPoint, words: MapWords) =>
  [
    `${words.priority[priority]}: ${kind}`,
    alone ? words.alone : words.covered,
    about && words.about,
    street && words.street,
  ]
    .filter(Boolean)
    .join(". ");

/** The way to a request: its shape, filled while nobody comes. */
export function linkTo(point: RequestPoint, query: string, words: MapWords): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = `/board/requests/${point.id}${query}`;
  link.className = classOf(point);
  link.title = nameOf(point, words);
  link.setAttribute("aria-label", link.title);
  // The list is the keyboard's way to the same requests.
  link.tabIndex = -1;
  link.append(shapeOf(point.priority));
  return link;
}

const classOf = ({ priority, alone, about, street }: RequestPoint) =>
  ["map-mark", priority, alone ? "alone" : "covered", (about || street) && "about"]
    .filter(Boolean)
    .join(" ");

/** One request, or many as the most pressing of them with their number. */
export function requestMarker(
  { points, lat, lon }: Cluster<RequestPoint>,
  { query, words, press }: { query: string; words: MapWords; press: () => void },
) {
  const [first] = points;
  if (points.length === 1) {
    const link = linkTo(first!, query, words);
    return { marker: markerOf(link, { lat, lon }, ABOVE), element: link as HTMLElement };
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${classOf(first!)} many`;
  button.title = [numbered(words.requests, points.length), nameOf(first!, words)].join(". ");
  button.setAttribute("aria-label", button.title);
  button.tabIndex = -1;
  const count = document.createElement("b");
  count.textContent = String(points.length);
  button.append(shapeOf(first!.priority), count);
  button.addEventListener("click", press);
  return { marker: markerOf(button, { lat, lon }, ABOVE), element: button as HTMLElement };
}

export const countOf = (points: readonly FreePoint[]) =>
  points.reduce((sum, { count }) => sum + count, 0);

export function freeMarker({ points, lat, lon }: Cluster<FreePoint>, words: MapWords) {
  const count = countOf(points);
  const mark = document.createElement("span");
  mark.className = "map-mark volunteer";
  mark.title = numbered(words.free, count);
  if (matchMedia(MOUSE).matches) {
    mark.draggable = true;
    mark.dataset.dragged = points.map(({ lat, lon }) => `cell=${lat},${lon}`).join("&");
    mark.title += `. ${words.drag}`;
  }
  mark.append(shapeOf("volunteer"));
  if (count > 1) mark.append(Object.assign(document.createElement("b"), { textContent: count }));
  return markerOf(mark, { lat, lon });
}

export function thingMarker(
  [id, lat, lon, title]: [string, number, number, string],
  words: MapWords,
) {
  const link = document.createElement("a");
  link.href = `/offers/${id}`;
  link.className = "map-mark thing";
  link.title = words.thing.replace("{title}", title);
  link.setAttribute("aria-label", link.title);
  link.tabIndex = -1;
  link.append(shapeOf("thing"));
  return markerOf(link, { lat, lon });
}

/** Where a point is set or a request is, exactly. */
export function pinMarker(point: { lat: number; lon: number }, kind: "pin" | "open") {
  const mark = document.createElement("span");
  mark.className = `map-mark ${kind}`;
  return markerOf(mark, point);
}

/** A district's name, in the page's language. */
export function labelMarker(text: string, point: { lat: number; lon: number }) {
  const label = document.createElement("span");
  label.className = "map-label";
  label.textContent = text;
  return markerOf(label, point);
}
