import type { LoaderFunctionArgs } from "@remix-run/node";
import { readOutlines } from "../../districts/queries/outlines.server";
import { unlessKnown } from "../unless-known.server";

/** The city's districts as GeoJSON for maps, simplified: what every form names anyway. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { stamp, districts } = await readOutlines(context.db);
  const features = districts.map(({ code, names, polygons, centre }) => ({
    type: "Feature",
    properties: { code, names, centre },
    geometry: { type: "MultiPolygon", coordinates: polygons },
  }));
  const body = () => JSON.stringify({ type: "FeatureCollection", features });
  const isNamed = new URL(request.url).searchParams.get("v") === stamp;
  const keep = isNamed ? "public, max-age=604800, immutable" : "public, no-cache";
  return unlessKnown(request, { tag: stamp, type: "application/geo+json", keep, body });
}
