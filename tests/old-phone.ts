import postcss, { type AtRule, type Container, type Declaration, type Rule } from "postcss";

/** What a browser of late 2018 (Chrome 70, Safari 12) does not know, and so drops. */
const LATER_FUNCTION =
  /(?<![\w-])(oklch|oklab|lch|lab|hwb|color|color-mix|light-dark|clamp|min|max|round)\(/;
const LATER_UNIT = /\d(?:[sdl]v[hwib]|vmin|cq[whib])\b/;
const LATER_PROPERTY =
  /^(?:inset|(?:margin|padding|border|inset)-(?:inline|block)|translate|rotate|scale|aspect-ratio|container|place-content)/;
const LATER_SELECTOR = /:(?:is|where|has|focus-visible|user-invalid|not\([^()]*,)|&/;
const LATER_MEDIA = /[<>]|prefers-color-scheme|prefers-contrast|forced-colors|hover:/;
const KNOWN_AT_RULES = ["media", "supports", "keyframes", "page", "font-face", "charset"];

/** Properties without which a page is as readable: unknown ones are dropped and nothing stands in for them. */
const ORNAMENTS = [
  "accent-color",
  "color-scheme",
  "container-type",
  "field-sizing",
  "forced-color-adjust",
  "text-decoration-thickness",
  "text-underline-offset",
  "text-wrap",
];

const isLater = ({ prop, value }: Declaration) =>
  LATER_PROPERTY.test(prop) || LATER_FUNCTION.test(value) || LATER_UNIT.test(value);

/** Of the conditions that our styles ask for, the one that holds on an old phone. */
const holds = (condition: string) => /^not \(inset:\s*0\)$/.test(condition);

/** The stylesheet as such a phone reads it; `lost` hears of each thing that is dropped. */
export function readByOldPhone(css: string, lost: (what: string) => void = () => {}): string {
  const sheet = postcss.parse(css);
  sheet.walkAtRules((rule) => void readAtRule(rule, lost));
  sheet.walkRules((rule) => void readRule(rule, lost));
  return sheet.toString();
}

function readAtRule(rule: AtRule, lost: (what: string) => void) {
  const { name, params } = rule;
  if (name === "supports" && holds(params)) return rule.replaceWith(rule.nodes ?? []);
  // Whoever asks first has said what happens otherwise; of how wide a box is, only what large text takes depends.
  if (/^(?:supports|container)$/.test(name) || (name === "media" && LATER_MEDIA.test(params))) {
    if (name !== "container" && /[<>]/.test(params)) lost(`@${name} ${params}`);
    return rule.remove();
  }
  if (KNOWN_AT_RULES.includes(name)) return;
  lost(`@${name} ${params}`);
  rule.remove();
}

function readRule(rule: Rule, lost: (what: string) => void) {
  const later = rule.selectors.filter((selector) => LATER_SELECTOR.test(selector));
  if (later.length > 0) {
    // One that is not known takes the others of its rule with it.
    const isImprovement = rule.selectors.every((one) => /:has\(|:focus-visible/.test(one));
    if (!isImprovement) lost(rule.selector);
    return rule.remove();
  }
  const flex = rule.nodes.some((node) => node.type === "decl" && /flex$/.test(node.value));
  rule.walkDecls((declaration) => {
    if (flex && /^(?:column-|row-)?gap$/.test(declaration.prop)) declaration.remove();
    if (!isLater(declaration)) return;
    if (!hasFallback(rule, declaration)) lost(`${rule.selector} { ${declaration} }`);
    declaration.remove();
  });
}

/** An earlier value stays; but one with a `var()` in it is read as known, and fails when it is too late. */
function hasFallback(rule: Container, { prop, value }: Declaration): boolean {
  if (ORNAMENTS.includes(prop)) return true;
  if (value.includes("var(")) return false;
  return rule.some((node) => node.type === "decl" && node.prop === prop && !isLater(node));
}
