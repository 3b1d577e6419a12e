import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import config from "./remix.config.js";

export default defineConfig({
  plugins: [tailwindcss(), remix(config)],
  build: { cssMinify: true },
});
