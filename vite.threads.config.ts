import { join } from "node:path";
import { defineConfig } from "vite";

/** What runs in threads beside the pages, each a file of its own; packages stay where they are installed. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: "node20",
    outDir: "build/threads",
    rollupOptions: {
      input: {
        heavy: join(import.meta.dirname, "app/routes/heavy-thread.server.ts"),
        plan: join(import.meta.dirname, "app/matching/plan-thread.server.ts"),
      },
      output: { entryFileNames: "[name].js" },
    },
  },
});
