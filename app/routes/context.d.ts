import "@remix-run/node";
import type { readCity } from "../districts/queries.server";
import type { Db } from "../platform/database.server";
import type { Locale } from "../platform/types";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext {
    db: Db;
    city: Awaited<ReturnType<typeof readCity>>;
    locale: Locale;
    nonce: string;
    now: Date;
  }
}
