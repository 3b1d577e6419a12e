export { lastChange } from "../../audit/queries/last-change.server";
