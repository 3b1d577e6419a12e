// `npm run dev`: serves with pages compiled as they are asked for; a change reloads what is open.
import { createServer } from "vite";
import { install, root } from "./install.mjs";

install();
process.env.NODE_ENV = "development";
const vite = await createServer({ root, server: { middlewareMode: true } });
const load = () => vite.ssrLoadModule("virtual:remix/server-build");
vite.watcher.on("change", () => vite.ws.send({ type: "full-reload" }));
const build = await load();
// What the tools would do on these is to leave at once, and to leave the database behind.
for (const signal of ["SIGTERM", "SIGINT"]) process.removeAllListeners(signal);
await build.entry.module.start(build, root, { middlewares: vite.middlewares, load });
