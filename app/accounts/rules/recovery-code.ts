/** RFC 4648 without what looks alike; sixteen of them are 80 bits. */
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 16;

/** How many codes are made at once. */
export const RECOVERY_CODES = 10;

/** A recovery code as it is shown, `ABCD-EFGH-JKLM-NPQR`, of sixteen random bytes. */
export const recoveryCodeOf = (random: Uint8Array): string =>
  [...random.slice(0, LENGTH)]
    .map((byte) => LETTERS[byte % LETTERS.length])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");

export type TypedCode = { kind: "totp" | "recovery"; code: string } | null;

/** What kind of code somebody typed, without gaps and in capitals; null for what is none. */
export function typedCode(typed: string): TypedCode {
  const code = typed.slice(0, 60).replace(/[\s-]/g, "").toUpperCase();
  if (/^\d{6}$/.test(code)) return { kind: "totp", code };
  return /^[A-Z2-9]{16}$/.test(code) ? { kind: "recovery", code } : null;
}
