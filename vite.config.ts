import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import config from "./remix.config.js";

export default defineConfig({
  plugins: [tailwindcss(), remix(config)],
  build: { cssMinify: true },
  // The catalogues are read before anything is answered. No browser loads what Remix builds of them: pages are not hydrated.
  esbuild: { supported: { "top-level-await": true } },
});
