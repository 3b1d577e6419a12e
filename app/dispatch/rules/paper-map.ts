import type { Projection } from "../../districts/rules/projection";
import type { Point } from "../../platform/types";

/** Columns of squares by which a paper map is read; its rows are as high. */
export const COLUMNS = 8;
/** Nearer than this, in the drawing's units, symbols would cover one another. */
const TOGETHER = 16;
/** So many numbers are written beside one symbol. */
const WRITTEN = 6;

type Placed = { number: number; point: Point };

const sizeOf = ({ width }: Projection) => width / COLUMNS;
export const rowsOf = (projection: Projection) =>
  Math.max(1, Math.ceil(projection.height / sizeOf(projection) - 0.01));
export const letterOf = (column: number) => String.fromCharCode(65 + column);

/** `C4`: the square that a point lies in. */
export function squareOf(projection: Projection, point: Point): string {
  const { x, y } = projection.at(point);
  const part = (value: number, most: number) =>
    Math.min(most - 1, Math.max(0, Math.floor(value / sizeOf(projection))));
  return `${letterOf(part(x, COLUMNS))}${part(y, rowsOf(projection)) + 1}`;
}

/** What is drawn in one place: the first of those there stands for the others, whose numbers stand beside it. */
export function symbolsOf<Each extends Placed>(projection: Projection, all: readonly Each[]) {
  const symbols: { x: number; y: number; first: Each; numbers: number[] }[] = [];
  for (const one of all) {
    const { x, y } = projection.at(one.point);
    const near = symbols.find((each) => Math.hypot(each.x - x, each.y - y) < TOGETHER);
    if (near) near.numbers.push(one.number);
    else symbols.push({ x, y, first: one, numbers: [one.number] });
  }
  return symbols;
}

/** `1–3, 7`; of many the first, for the list says which square each is in. */
export function numbersInWords(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  const words = runs.map(([from, to]) =>
    from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`,
  );
  return words.length > WRITTEN ? `${words.slice(0, WRITTEN).join(", ")} …` : words.join(", ");
}

/** Metres. */
const BARS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/** The longest round length that takes a quarter of the width at most. */
export const scaleBar = ({ width, perMetre }: Projection) =>
  BARS.findLast((metres) => metres * perMetre <= width / 4) ?? BARS[0]!;
