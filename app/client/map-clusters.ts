export type Located = {
  lat: number;
  lon: number;
  /** Known by its district alone: many such stand at one point, and are never spread around it. */
  about: boolean;
};
export type Cluster<Point extends Located> = { lat: number; lon: number; points: Point[] };

/** From here on a 500 m cell is wide enough (about 160 pixels in the cities that we serve) for its few to stand side by side. */
export const SPREAD_ZOOM = 15;
/** Pixels: nearer to each other, two cells are one symbol. */
const APART = 40;
/** Side by side in a cell, three by three. */
const BESIDE = 3;
const METRES_PER_DEGREE = 111_195;
/** Between two that stand side by side. */
const STEP_METRES = 140;

/** The world's width in pixels at a zoom, as tiles have it. */
const widthAt = (zoom: number) => 256 * 2 ** zoom;

/** Web Mercator, in pixels from the north-west corner. */
function pixelsOf({ lat, lon }: Located, zoom: number): [number, number] {
  const width = widthAt(zoom);
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return [((lon + 180) / 360) * width, y * width];
}

/**
 * What a map shows at a zoom: points that are the centres of 500 m cells become one symbol with a number, by cell or where those
 * stand too close, by neighbouring cells; near enough, the few of a cell stand side by side in it. In the order of the
 * points, so that the first of each is its most pressing one.
 */
export function clustersOf<Point extends Located>(
  points: readonly Point[],
  zoom: number,
): Cluster<Point>[] {
  const isNear = zoom >= SPREAD_ZOOM;
  const groups = new Map<string, Point[]>();
  for (const point of points) {
    const key = isNear || point.about ? `${point.lat} ${point.lon}` : bucketOf(point, zoom);
    const group = groups.get(key);
    if (group) group.push(point);
    else groups.set(key, [point]);
  }
  return [...groups.values()].flatMap((group) => {
    const isFew = group.length <= BESIDE ** 2 && !group.some(({ about }) => about);
    return isNear && isFew ? besideEachOther(group) : [{ ...middleOf(group), points: group }];
  });
}

function bucketOf(point: Located, zoom: number): string {
  const [x, y] = pixelsOf(point, zoom);
  return `${Math.floor(x / APART)},${Math.floor(y / APART)}`;
}

function middleOf(group: readonly Located[]) {
  const sum = (of: (point: Located) => number) =>
    group.reduce((all, point) => all + of(point), 0) / group.length;
  const [first] = group;
  // Of one cell: exactly its centre.
  const isOne = group.every(({ lat, lon }) => lat === first!.lat && lon === first!.lon);
  return isOne
    ? { lat: first!.lat, lon: first!.lon }
    : { lat: sum(({ lat }) => lat), lon: sum(({ lon }) => lon) };
}

/** In rows around the centre of their cell, which they never leave. */
function besideEachOther<Point extends Located>(group: readonly Point[]): Cluster<Point>[] {
  const columns = Math.min(BESIDE, group.length);
  const rows = Math.ceil(group.length / BESIDE);
  return group.map((point, index) => {
    const row = Math.floor(index / BESIDE);
    const east = ((index % BESIDE) - (columns - 1) / 2) * STEP_METRES;
    const south = (row - (rows - 1) / 2) * STEP_METRES;
    const narrow = Math.cos((point.lat * Math.PI) / 180);
    return {
      lat: point.lat - south / METRES_PER_DEGREE,
      lon: point.lon + east / (METRES_PER_DEGREE * narrow),
      points: [point],
    };
  });
}
