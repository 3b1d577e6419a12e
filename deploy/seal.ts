// `npm run seal`: encrypts with the first key of DATA_KEY what is plain or was encrypted with another. The site may run meanwhile,
// and once this has ended, the other keys are needed by backups alone.
import { sealAnew } from "../app/platform/seal-columns.server";
import { dataKeysOf } from "../app/platform/store.server";
import { withStore } from "./with-store";

await withStore(async ({ store, env }) => {
  const keys = dataKeysOf(env);
  if (!keys) {
    console.error("usage: npm run seal, with DATA_KEY set");
    return 2;
  }
  console.log(`${await sealAnew(store.ownerUrl, keys)} texts were encrypted with ${keys.current}`);
  return 0;
});
