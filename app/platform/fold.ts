/** Cyrillic as people type it in Latin letters, and letters that are typed for one another made one. */
const LATIN: Record<string, string> = Object.fromEntries(
  [
    "а=a б=b в=v г=h ґ=h д=d е=e є=e ж=zh з=z и=i і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f",
    "х=kh ц=ts ч=ch ш=sh щ=sch ь= ю=iu я=ia ё=e ы=i э=e ъ= '= ’= ʼ=",
  ]
    .join(" ")
    .split(" ")
    .map((pair) => pair.split("=", 2) as [string, string]),
);

/** One spelling of a word for every way to type it: without capitals and accents, in Latin letters. */
export function foldWord(word: string): string {
  const latin = [...word.normalize("NFKC").toLowerCase()].map((letter) => LATIN[letter] ?? letter);
  return latin
    .join("")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/shch|sch/g, "sh")
    .replace(/zh|j/g, "z")
    .replace(/kh|g/g, "h")
    .replace(/y/g, "i")
    .replace(/(.)\1+/gu, "$1");
}
