import { found } from "./gate.server";

/** Every address that the map does not name: a page of ours that says so, not a bare line. */
export const loader = () => found(null);
export const action = () => found(null);

export default function Unknown() {
  return null;
}
