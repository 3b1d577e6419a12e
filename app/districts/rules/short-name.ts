/** What a part of a city is called in general, in the languages of the pages. */
const GENERIC = "район|district|raion|borough|linnaosa|rajoon";
const ENDS = new RegExp(`^(.*\\S)\\s+(?:${GENERIC})$`, "iu");
const BEGINS = new RegExp(`^(?:${GENERIC})\\s+(\\S.*)$`, "iu");

/** A district's name without the word that all districts share; a line of the board has no room for it. */
export const shortName = (name: string): string =>
  ENDS.exec(name)?.[1] ?? BEGINS.exec(name)?.[1] ?? name;
