import { join } from "node:path";
import { defineConfig } from "vite";
import { SCRIPTS } from "./app/ui/script";

const folder = join(import.meta.dirname, "app/client");

/** What runs in the browser: a hashed file for each script that pages name, listed in `build/client/scripts.json`. */
export default defineConfig({
  publicDir: false,
  build: {
    // The phones that the styles are built for, too.
    target: ["chrome70", "safari12"],
    outDir: "build/client",
    // The pages' own files lie there already.
    emptyOutDir: false,
    manifest: "scripts.json",
    rollupOptions: {
      input: Object.fromEntries(SCRIPTS.map((name) => [name, join(folder, `${name}.ts`)])),
    },
  },
});
