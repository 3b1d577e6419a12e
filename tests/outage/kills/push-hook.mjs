// Loaded into the program by tests alone: what it sends to their push service, whose name is like any other's, goes to this machine.
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";

const { TEST_PUSH_HOST, TEST_PUSH_SINK } = process.env;
const { request } = https;

https.request = (url, options, answered) => {
  if (!(url instanceof URL) || url.hostname !== TEST_PUSH_HOST)
    return request(url, options, answered);
  const { lookup: _, ...others } = options;
  return http.request(new URL(url.pathname, TEST_PUSH_SINK), others, answered);
};
syncBuiltinESMExports();
