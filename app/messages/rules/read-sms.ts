/** What a text message says where it is one of a few words, in any language and alphabet. */
export const WORDS = [
  "status",
  "cancel",
  "back",
  "yes",
  "no",
  "one",
  "two",
  "on_the_way",
  "there",
  "done",
  "fine",
  "free",
  "not_free",
] as const;
export type Word = (typeof WORDS)[number];

/** Whole messages, but for a code, a number of a task and thanks; without accents, as a keyboard in a hurry writes them. */
const SPELLINGS: Record<Word, readonly string[]> = {
  status: [
    ..."status|staatus|olek|статус|стан|состояние|stan|sostoyanie".split("|"),
    ..."как дела с заявкой|що із запитом|что с заявкой|kuidas on".split("|"),
  ],
  cancel: [
    ..."cancel|cancelled|not needed|no longer needed|loobun|tuhista|tuhistan|pole vaja|ei ole vaja".split(
      "|",
    ),
    ..."скасувати|скасуй|скасуйте|скасовую|вiдмiна|відміна|не треба|вже не треба|не потрібно|skasuvaty".split(
      "|",
    ),
    ..."отмена|отменить|отмени|отмените|отменяю|не надо|уже не надо|не нужно|otmena|otmenit".split(
      "|",
    ),
  ],
  back: "back|undo|mistake|tagasi|viga|eksitus|повернути|поверніть|помилка|вернуть|верните|ошибка".split(
    "|",
  ),
  yes: "yes|y|yep|yeah|jah|ja|так|ага|tak|да|da|+".split("|"),
  no: "no|n|nope|ei|ні|ни|ni|нет|net|нi|-".split("|"),
  one: ["1"],
  two: ["2"],
  on_the_way: [
    ..."on the way|on my way|omw|coming|im coming|teel|olen teel|tulen|juba teel".split("|"),
    ..."їду|іду|йду|вже їду|вже йду|в дорозі|у дорозі|виїхав|виїхала|вийшов|вийшла|idu|yidu|jidu".split(
      "|",
    ),
    ..."еду|иду|уже еду|уже иду|в пути|выехал|выехала|вышел|вышла|edu|v puti".split("|"),
  ],
  there: [
    ..."there|here|arrived|i am here|im here|i am there|kohal|olen kohal|joudsin|siin".split("|"),
    ..."на місці|я на місці|тут|прийшов|прийшла|приїхав|приїхала|na misci|na mistsi".split("|"),
    ..."на месте|я на месте|здесь|пришел|пришла|приехал|приехала|na meste".split("|"),
  ],
  done: [
    ..."done|all done|finished|delivered|valmis|tehtud|koik valmis".split("|"),
    ..."готово|зроблено|все зроблено|зробив|зробила|віддав|віддала|gotovo|zrobleno".split("|"),
    ..."сделано|все сделано|сделал|сделала|отдал|отдала|sdelano".split("|"),
  ],
  fine: [
    ..."ok|okay|fine|all right|alright|im ok|i am ok|im fine|i am fine|all good".split("|"),
    ..."korras|koik korras|koik on korras|minuga on koik korras|olen korras|koik hasti".split("|"),
    ..."ок|окей|гаразд|все гаразд|усе гаразд|зі мною все гаразд|все добре|усе добре|все ок|vse harazd|vse dobre".split(
      "|",
    ),
    ..."в порядке|все в порядке|со мной все в порядке|все хорошо|порядок|норм|нормально|все нормально|vse horosho".split(
      "|",
    ),
  ],
  free: [
    ..."free|i am free|im free|vaba|olen vaba".split("|"),
    ..."вільний|вільна|я вільний|я вільна|маю час|vilnyi|vilna".split("|"),
    ..."свободен|свободна|я свободен|я свободна|есть время|svoboden|svobodna".split("|"),
  ],
  not_free: [
    ..."busy|not free|no longer free|kinni|olen kinni|hoivatud|ei ole vaba".split("|"),
    ..."зайнято|зайнятий|зайнята|не маю часу|zaynyato|zainiato".split("|"),
    ..."занято|занят|занята|нет времени|zanyato|zanyat".split("|"),
  ],
};

/** What may stand beside a word and changes nothing. */
const POLITE = new Set(
  "please thanks thank you so much very ok okay palun aitah tanan будь ласка дякую щиро дуже спасибі спасибо большое пожалуйста вам".split(
    " ",
  ),
);

/** Lower case, without accents, signs and doubled blanks. Letters of other alphabets that look alike stay what they are. */
const plain = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/ё/g, "е")
    // Accents of Latin letters alone: й and ї are letters.
    .normalize("NFD")
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFC")
    .replace(/['’ʼ`´]/g, "")
    .replace(/[^\p{L}\p{N}+-]+/gu, " ")
    .trim();

const wordOf = new Map(
  WORDS.flatMap((word) => SPELLINGS[word].map((spelling) => [plain(spelling), word] as const)),
);

export type ReadSms = {
  /** Null where the message is in the sender's own words. */
  word: Word | null;
  /** The code of a request that stands in it. */
  code: string | null;
  /** The number of a task, or of hours, that stands beside the word. */
  number: number | null;
  /** It begins with a no: to a question, that is what it is, however it goes on. */
  startsWithNo: boolean;
};

/** Behind a number: "free 2 hours". */
const HOURS = /(?<=\d)\s?(?:h|hrs?|hours?|t|tundi?|год|годин[аиу]?|ч|час|часа|часов)$/u;
const CODE = /(?<!\d)(\d{4})[ -]?(\d{4})(?!\d)/;

/** Reads a text message. Only a message that is nothing but the word is that word: "no water" is no no. */
export function readSms(text: string): ReadSms {
  const [codeAsWritten = "", first = "", second = ""] = CODE.exec(text) ?? [];
  const rest = plain(text.replace(codeAsWritten, " "));
  const [begins = ""] = rest.split(" ");
  const inHours = wordAndNumber(rest.replace(HOURS, ""));
  return {
    ...(inHours.word === "free" ? inHours : wordAndNumber(rest)),
    code: first ? first + second : null,
    startsWithNo: wordOf.get(begins) === "no",
  };
}

/** A word, alone or with a number behind it. */
function wordAndNumber(rest: string): Pick<ReadSms, "word" | "number"> {
  const [, before = rest, digits] = /^(.*\S)\s+(?:no|nr|№|#)?\s?(\d{1,6})$/u.exec(rest) ?? [];
  const word = wordIn(rest) ?? wordIn(before);
  return { word, number: digits && wordIn(before) ? Number(digits) : null };
}

function wordIn(said: string): Word | null {
  const whole = wordOf.get(said);
  if (whole) return whole;
  const parts = said.split(" ");
  const left = parts.filter((part) => !POLITE.has(part));
  // "Ok, thanks" is an ok.
  const meant = left.length > 0 ? left : parts.filter((part) => wordOf.has(part));
  return wordOf.get(meant.join(" ")) ?? null;
}
