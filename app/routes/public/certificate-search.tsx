/** The same page before a code is known. */
export { default, handle, loader, meta } from "./certificate";
