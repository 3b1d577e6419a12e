import { afterAll } from "vitest";
import { readDataKeys, setDataKeys } from "../../app/platform/data-keys.server";
import { TEST_DATA_KEY } from "../factories/data-key";
import { endDatabases } from "./fresh-database";

setDataKeys(readDataKeys(TEST_DATA_KEY));
// Hooks end in the opposite order: this is the file's last.
afterAll(endDatabases);
