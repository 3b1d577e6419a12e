// Only what Biome can't tell: whether a regular expression can be made to run for minutes by whoever writes the text.
import parser from "@typescript-eslint/parser";
import regexp from "eslint-plugin-regexp";

export default [
  { ignores: ["build/", "node_modules/", "test-results/"] },
  {
    files: ["**/*.{ts,tsx,js,mjs}"],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": "error",
      "regexp/no-super-linear-move": ["error", { ignoreSticky: false }],
    },
  },
];
