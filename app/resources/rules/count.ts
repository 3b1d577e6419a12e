/** What there is no half of. */
const WHOLE_UNITS = ["piece", "person"];

/** Whether there can be so many of a unit: of pieces only whole ones, of all else hundredths. */
export const isCountable = (unit: string, quantity: number): boolean =>
  !WHOLE_UNITS.includes(unit) || Number.isInteger(quantity);
