import { isUuid } from "../../platform/identifiers";

const FROM = "request";

/** What the address of a step says that is taken from a request's sheet; `search` is the list's beside it. */
export function fromSheet(requestId: string, search: string): string {
  const params = new URLSearchParams(search);
  params.set(FROM, requestId);
  return `?${params}`;
}

/** The sheet from which a step of this address was taken, with the list as it was; null where it was another page. */
export function sheetBehind(address: URL): string | null {
  const params = new URLSearchParams(address.search);
  const id = params.get(FROM);
  if (!isUuid(id)) return null;
  params.delete(FROM);
  return `/board/requests/${id}${params.size > 0 ? `?${params}` : ""}`;
}
