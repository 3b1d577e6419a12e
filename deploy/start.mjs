// `npm start`: installs what is missing, builds what has changed, and serves.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build.mjs";
import { install, root } from "./install.mjs";

install();
build();
process.env.NODE_ENV = "production";
const server = await import(pathToFileURL(join(root, "build/server/index.js")).href);
await server.entry.module.start(server, root);
