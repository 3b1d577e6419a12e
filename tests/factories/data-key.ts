/** Of every program and every test but those that search the database for what was typed. */
export const TEST_DATA_KEY = `k1:${"for-tests-only-".repeat(3)}`;
