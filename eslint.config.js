// Only what Biome can't tell: whether a regular expression can be made to run for minutes by whoever writes the text, and
// spreads of literals, behind which TypeScript no longer sees a misspelt property.
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
      "no-restricted-syntax": [
        "error",
        {
          selector:
            ":matches(SpreadElement, JSXSpreadAttribute) > :matches(ObjectExpression, ArrayExpression).argument",
          message:
            "Write out what is spread: a spread literal is not checked for misspelt properties.",
        },
      ],
      "regexp/no-super-linear-backtracking": "error",
      "regexp/no-super-linear-move": ["error", { ignoreSticky: false }],
    },
  },
];
