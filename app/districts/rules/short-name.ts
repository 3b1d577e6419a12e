/** What a part of a city is called in general, in the languages of the pages. */
const GENERIC = "район|district|raion|borough|linnaosa|rajoon";
const ENDS = new RegExp(`^(.*\\S)(\\s+(?:${GENERIC}))$`, "iu");
const BEGINS = new RegExp(`^((?:${GENERIC})\\s+)(\\S.*)$`, "iu");

/** A district's name without the word that all districts share, and that word with its blank, for who hears the line read out. */
export function shortName(name: string): { before: string; short: string; after: string } {
  const [, first, after] = ENDS.exec(name) ?? [];
  if (first && after) return { before: "", short: first, after };
  const [, before, last] = BEGINS.exec(name) ?? [];
  if (before && last) return { before, short: last, after: "" };
  return { before: "", short: name, after: "" };
}
