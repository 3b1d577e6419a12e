/** Where a list of looks goes on, as its address says; null for its beginning. */
export function afterOf(request: Request): number | null {
  const after = Number(new URL(request.url).searchParams.get("after"));
  return Number.isSafeInteger(after) && after > 0 ? after : null;
}
