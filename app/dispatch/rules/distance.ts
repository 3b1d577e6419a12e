/** To half a kilometre: from exact distances to a few tasks somebody's home, or a resident's door, could be worked out. */
export const roughly = (kilometres: number | null): number | null =>
  kilometres === null ? null : Math.max(0.5, Math.round(kilometres * 2) / 2);
