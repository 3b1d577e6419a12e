/** Fields that no page ever gives back. */
export const SECRETS: readonly string[] = [
  "password",
  "current",
  "code",
  "confirm_password",
  "confirm_code",
];

/** What somebody has put into words, and would miss; the rest are choices, numbers and keys. */
export const isProse = (value: string): boolean => /\S\s+\S/.test(value);
