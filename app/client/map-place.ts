export type Place = { lat: number; lon: number };

/** Where the open sheet's form asks for a point. */
export const pointField = () =>
  document.querySelector<HTMLInputElement>('#sheet input[name="point"]');

/** What the open sheet knows and shows. */
export const exactPoint = () =>
  readPoint(document.querySelector<HTMLElement>("#sheet [data-point]")?.dataset.point ?? "");

export function readPoint(text: string): Place | null {
  const [lat, lon, ...more] = text.split(/[,;]/).map(Number);
  if (!lat || !lon || more.length > 0 || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  return { lat, lon };
}
