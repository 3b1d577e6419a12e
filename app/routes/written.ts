/** What somebody has put into words, and would miss; the rest are choices, numbers and keys. */
export const isProse = (value: string): boolean => /\S\s+\S/.test(value);
