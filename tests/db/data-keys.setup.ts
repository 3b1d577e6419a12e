import { readDataKeys, setDataKeys } from "../../app/platform/data-keys.server";
import { TEST_DATA_KEY } from "../factories/data-key";

setDataKeys(readDataKeys(TEST_DATA_KEY));
