import isPseudoClass from "@csstools/postcss-is-pseudo-class";
import oklabFunction from "@csstools/postcss-oklab-function";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { Features } from "lightningcss";
import { defineConfig } from "vite";
import config from "./remix.config.js";

/** They are code alone: one file is read sooner than the hundreds that these are made of. Others read files of their own by name. */
const IN_THE_SERVERS_FILE = [
  "@hexagon",
  "@levischuck",
  "@peculiar",
  "@simplewebauthn",
  "asn1js",
  "csv-parse",
  "csv-stringify",
  "drizzle-orm",
  "i18next",
  "libphonenumber-js",
  "lucia",
  "oslo",
  "otpauth",
  "pvtsutils",
  "pvutils",
  "reflect-metadata",
  "rrule",
  "tslib",
  "tsyringe",
  "zod",
].map((name) => new RegExp(`^${name}(/|$)`));

export default defineConfig(({ command }) => ({
  // What is compiled as it is asked for is left where it is.
  ssr: command === "build" ? { noExternal: IN_THE_SERVERS_FILE } : {},
  plugins: [tailwindcss({ optimize: false }), remix(config)],
  // Styles are written for today's browsers and built for phones of 2018: `tests/http/old-phones.test.ts` reads what is served.
  css: {
    postcss: {
      plugins: [
        oklabFunction({ subFeatures: { displayP3: false } }),
        isPseudoClass({ preserve: false }),
      ],
    },
    // Nothing of ours says `light-dark()`, which it would prepare for.
    lightningcss: { exclude: Features.LightDark },
  },
  build: { cssMinify: "lightningcss", cssTarget: ["chrome70", "safari12", "ios12"] },
  // The catalogues are read before anything is answered. No browser loads what Remix builds of them: pages are not hydrated.
  esbuild: { supported: { "top-level-await": true } },
}));
