import L from "leaflet";
import css from "leaflet/dist/leaflet.css?inline";
import { idOf, lineOf } from "./live-lines";
import { clustersOf, SPREAD_ZOOM } from "./map-clusters";
import {
  countOf,
  freeMarker,
  labelMarker,
  linkTo,
  type MapWords,
  pinMarker,
  requestMarker,
  thingMarker,
} from "./map-marks";
import { exactPoint, type Place, pointField, readPoint } from "./map-place";
import { type Points, PointsReader, type RequestPoint } from "./map-points";
import { offerToDraw, offerToMark } from "./map-several";

type Words = MapWords & {
  label: string;
  zoomIn: string;
  zoomOut: string;
  asOf: string;
  lost: string;
};
type Drawn = { layer: L.Layer; element?: HTMLElement; ids?: string[] };
type Feature = { code: string; names: Record<string, string>; centre: Place | null };

/** Milliseconds. */
const EVERY = 10_000;
const GATHER = 2_000;
/** Of a request that is opened. */
const NEAR_ZOOM = 14;
const MOST_LISTED = 60;

// Its style comes as a sheet of its own: the page's policy takes no inline style, and nothing more has to be asked for.
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
// What it lets an image go with would be a `data:` address.
L.Util.emptyImageUrl = "/favicon.svg";

/**
 * The map beside the board's list. What the server has drawn in its place stays until the first points are there. Pages that are
 * morphed change its attributes alone; what is inside is its own.
 */
class BoardMap extends HTMLElement {
  static observedAttributes = ["data-points", "data-request", "data-query"];
  private map: L.Map | null = null;
  private reader: PointsReader | null = null;
  private points: Points | null = null;
  private readonly ways = L.layerGroup();
  private readonly drawn = new Map<string, Drawn>();
  private readonly pins = L.layerGroup();
  private readonly elements = new Map<string, HTMLElement>();
  private readonly resized = new ResizeObserver(() => this.map?.invalidateSize({ animate: false }));
  private polling = 0;
  private gathering = 0;
  private at: Date | null = null;
  private centred = "";

  connectedCallback() {
    this.addEventListener("turbo:before-morph-element", this.keep);
    document.addEventListener("board:changed", this.soon);
    document.addEventListener("visibilitychange", this.seen);
    document.addEventListener("turbo:render", this.rendered);
    document.addEventListener("input", this.typed);
    for (const event of ["pointerover", "pointerout", "focusin", "focusout"])
      document.addEventListener(event, this.pointed);
    this.polling = window.setInterval(() => this.refresh(), EVERY);
    if (!this.map) void this.begin();
  }

  disconnectedCallback() {
    this.removeEventListener("turbo:before-morph-element", this.keep);
    document.removeEventListener("board:changed", this.soon);
    document.removeEventListener("visibilitychange", this.seen);
    document.removeEventListener("turbo:render", this.rendered);
    document.removeEventListener("input", this.typed);
    for (const event of ["pointerover", "pointerout", "focusin", "focusout"])
      document.removeEventListener(event, this.pointed);
    window.clearInterval(this.polling);
    window.clearTimeout(this.gathering);
    // A page that is rearranged takes it away and puts it back at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.resized.disconnect();
      this.map?.remove();
      this.map = null;
    });
  }

  attributeChangedCallback(name: string, before: string | null) {
    if (before === null || !this.map) return;
    if (name === "data-points") {
      this.reader = new PointsReader(this.dataset.points!);
      void this.refresh();
    } else if (name === "data-query") this.redraw();
  }

  private get words(): Words {
    return JSON.parse(this.dataset.words!) as Words;
  }

  private readonly keep = (event: Event) => {
    if (event.target !== this) event.preventDefault();
  };

  private async begin() {
    this.reader = new PointsReader(this.dataset.points!);
    try {
      const [districts, points] = await Promise.all([
        fetch(this.dataset.districts!).then((answer) => answer.json() as Promise<GeoJsonLike>),
        this.reader.read(),
      ]);
      if (!this.isConnected || this.map) return;
      this.points = points;
      this.open(districts);
      this.fresh();
    } catch {
      this.lost();
    }
  }

  private open(districts: GeoJsonLike) {
    const { label, zoomIn, zoomOut } = this.words;
    const canvas = this.querySelector<HTMLElement>(".map-canvas")!;
    canvas.replaceChildren();
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", label);
    // Nothing glides: a map that has arrived is still.
    const still = { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false };
    const map = L.map(canvas, {
      ...still,
      inertia: false,
      zoomControl: false,
      minZoom: 8,
      maxZoom: 18,
    });
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    const { tiles, credit, zooms } = this.dataset;
    const [minNativeZoom, maxNativeZoom] = zooms?.split(",").map(Number) ?? [];
    const attribution = asText(credit ?? "");
    if (tiles) L.tileLayer(tiles, { attribution, minNativeZoom, maxNativeZoom }).addTo(map);
    const own = new Set(this.dataset.own?.split(" ").filter(Boolean));
    const shapes = L.geoJSON(districts as never, {
      interactive: false,
      style: (feature) => ({
        fillOpacity: 1,
        className: own.has((feature!.properties as Feature).code)
          ? "map-district own"
          : "map-district",
      }),
    }).addTo(map);
    const lang = document.documentElement.lang;
    for (const { properties } of districts.features)
      if (properties.centre)
        labelMarker(properties.names[lang] ?? properties.names.en!, properties.centre).addTo(map);
    const seen = L.geoJSON(
      districts.features.filter(
        ({ properties }) => own.size === 0 || own.has(properties.code),
      ) as never,
    );
    const bounds = seen.getBounds();
    const [lat, lon] = this.dataset.centre!.split(",").map(Number) as [number, number];
    if (bounds.isValid()) map.fitBounds(bounds, { animate: false });
    else map.setView([lat, lon], 12);
    map.on("moveend", () => this.draw());
    map.on("click", ({ latlng }) => this.place({ lat: latlng.lat, lon: latlng.lng }));
    shapes.bringToBack();
    this.ways.addTo(map);
    this.pins.addTo(map);
    this.map = map;
    offerToDraw(this, map, () => this.exact());
    this.resized.observe(canvas);
    this.rendered();
    this.redraw();
  }

  private readonly seen = () => void this.refresh();

  private readonly soon = () => {
    window.clearTimeout(this.gathering);
    this.gathering = window.setTimeout(() => this.refresh(), GATHER);
  };

  private async refresh() {
    if (document.hidden || !this.reader) return;
    if (!this.map) return void this.begin();
    const { reader } = this;
    try {
      const points = await reader.read();
      // Another filter has been asked for meanwhile.
      if (reader !== this.reader) return;
      if (points) {
        this.points = points;
        this.redraw();
        this.centre();
      }
      this.fresh();
    } catch {
      if (reader === this.reader) this.lost();
    }
  }

  private fresh() {
    this.at = new Date();
    this.tell(false);
  }

  private lost() {
    this.tell(true);
  }

  /** Never stale without saying so. */
  private tell(isLost: boolean) {
    const status = this.querySelector<HTMLElement>(".map-status");
    if (!status) return;
    const { asOf, lost } = this.words;
    const format = { hour: "2-digit", minute: "2-digit", timeZone: this.dataset.zone! } as const;
    const at = this.at?.toLocaleTimeString("en-GB", format) ?? "–";
    status.classList.toggle("lost", isLost);
    const text = (isLost ? lost : asOf).split("{time}").join(at);
    if (status.textContent !== text) status.textContent = text;
  }

  /** All that is seen now; what is open, and what is pointed at, stand out. What stood there before stays as it is. */
  private draw() {
    const { map, points } = this;
    if (!map || !points) return;
    const words = this.words;
    const query = this.dataset.query ?? "";
    const seen = map.getBounds().pad(0.1);
    const wanted = new Map<string, () => Drawn>();
    const want = (key: string, at: Place, make: () => Drawn) => {
      if (seen.contains([at.lat, at.lon])) wanted.set(`${key} ${at.lat} ${at.lon}`, make);
    };
    for (const thing of points.things)
      want(`thing ${thing[0]}`, { lat: thing[1], lon: thing[2] }, () => ({
        layer: thingMarker(thing, words),
      }));
    const zoom = map.getZoom();
    for (const free of clustersOf(points.free, zoom))
      want(`free ${countOf(free.points)}`, free, () => ({ layer: freeMarker(free, words) }));
    this.elements.clear();
    for (const cluster of clustersOf(points.requests, zoom)) {
      const [first] = cluster.points;
      const press = () => this.lookInto(cluster.points);
      want(`${first!.id} ${cluster.points.length}`, cluster, () => {
        const { marker, element } = requestMarker(cluster, { query, words, press });
        return { layer: marker, element, ids: cluster.points.map(({ id }) => id) };
      });
    }
    for (const [key, { layer }] of this.drawn)
      if (!wanted.has(key)) {
        layer.remove();
        this.drawn.delete(key);
      }
    for (const [key, make] of wanted) {
      const shown = this.drawn.get(key) ?? make();
      if (!this.drawn.has(key)) shown.layer.addTo(map);
      this.drawn.set(key, shown);
      for (const id of shown.ids ?? []) this.elements.set(id, shown.element!);
    }
    this.mark("current", this.dataset.request ?? "");
    const here = this.exact().filter(({ lat, lon }) => map.getBounds().contains([lat, lon]));
    offerToMark(
      this,
      here.map(({ id }) => id),
    );
  }

  /** Whose place is known; those in the middle of a street or a district are drawn where they are not. */
  private exact() {
    return this.points?.requests.filter(({ about }) => !about) ?? [];
  }

  /** All of it anew: other points, or links that lead elsewhere. */
  private redraw() {
    for (const { layer } of this.drawn.values()) layer.remove();
    this.drawn.clear();
    this.ways.clearLayers();
    const { moving = [], requests = [] } = this.points ?? {};
    const at = new Map(requests.map((point) => [point.id, point]));
    for (const [lat, lon, id] of moving) {
      const to = at.get(id);
      if (!to) continue;
      const way: L.LatLngTuple[] = [
        [lat, lon],
        [to.lat, to.lon],
      ];
      L.polyline(way, { interactive: false, className: "map-way" }).addTo(this.ways);
    }
    this.draw();
  }

  private mark(kind: "current" | "pointed", id: string) {
    for (const element of this.querySelectorAll(`.map-mark.${kind}`))
      element.classList.remove(kind);
    this.elements.get(id)?.classList.add(kind);
  }

  /** Many at one place: nearer, or when that tells them no further apart, by name. */
  private lookInto(points: readonly RequestPoint[]) {
    const { map } = this;
    const [first] = points;
    if (!map || !first) return;
    const isOne = points.every(({ lat, lon }) => lat === first.lat && lon === first.lon);
    if (!isOne) {
      const bounds = L.latLngBounds(points.map(({ lat, lon }) => [lat, lon]));
      return void map.fitBounds(bounds.pad(0.2), { maxZoom: SPREAD_ZOOM, animate: false });
    }
    if (map.getZoom() < SPREAD_ZOOM && !first.about && points.length <= 9)
      return void map.setView([first.lat, first.lon], SPREAD_ZOOM, { animate: false });
    const list = this.querySelector<HTMLElement>(".map-list")!;
    const words = this.words;
    list.replaceChildren(
      ...points.slice(0, MOST_LISTED).map((point) => {
        const item = document.createElement("li");
        const link = linkTo(point, this.dataset.query ?? "", words);
        link.removeAttribute("aria-label");
        link.tabIndex = 0;
        link.append(` ${link.title}`);
        item.append(link);
        return item;
      }),
    );
    list.querySelector("a")?.focus();
  }

  /** The page around is another: which request is open, and whether a point can be set. */
  private readonly rendered = () => {
    this.querySelector(".map-canvas")?.classList.toggle("placing", pointField() !== null);
    const hint = this.querySelector<HTMLElement>("[data-map-hint]");
    if (hint) hint.hidden = pointField() === null;
    this.mark("current", this.dataset.request ?? "");
    this.pin();
    this.centre();
  };

  /** Once for each request that is opened; afterwards whoever looks moves it. */
  private centre() {
    const { request = "" } = this.dataset;
    if (!this.map || this.centred === request) return;
    const point = exactPoint() ?? this.points?.requests.find(({ id }) => id === request);
    if (request && !point) return;
    this.centred = request;
    if (point)
      this.map.setView([point.lat, point.lon], Math.max(this.map.getZoom(), NEAR_ZOOM), {
        animate: false,
      });
  }

  private pin() {
    this.pins.clearLayers();
    const typed = readPoint(pointField()?.value ?? "");
    const exact = exactPoint();
    if (exact) pinMarker(exact, "open").addTo(this.pins);
    if (typed && (typed.lat !== exact?.lat || typed.lon !== exact.lon))
      pinMarker(typed, "pin").addTo(this.pins);
  }

  /** Into the field of the form that is open: nothing is saved before that form is. */
  private place({ lat, lon }: Place) {
    const field = pointField();
    if (!field) return;
    field.value = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private readonly typed = ({ target }: Event) => {
    if (target === pointField()) this.pin();
  };

  /** A row and its symbol are one. */
  private readonly pointed = ({ type, target }: Event) => {
    if (!(target instanceof Element)) return;
    const comes = type === "pointerover" || type === "focusin";
    const line = target.closest(".line[data-version]");
    if (line) this.mark("pointed", comes ? idOf(line) : "");
    const mark = target.closest<HTMLElement>(".map-mark");
    if (!mark || !this.contains(mark)) return;
    for (const [id, element] of this.elements)
      if (element === mark) lineOf(id)?.classList.toggle("pointed", comes);
  };
}

/** Leaflet writes a credit as HTML. */
function asText(text: string): string {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}

type GeoJsonLike = { features: { properties: Feature }[] };

if (!customElements.get("board-map")) customElements.define("board-map", BoardMap);
