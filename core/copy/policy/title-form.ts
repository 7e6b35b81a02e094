/** What a title says somewhere, and how it begins; Korean beside English. */
const SAID: readonly RegExp[] = [
  /^\d/,
  /^(?:here(?:['’]s)?|this|these)\b|^(?:이|이런|여기)\s/,
  /^(?:how|why|what|when|who|where)\b|^(?:왜|어떻게|무엇|누가|언제)/,
  /^(?:an?|the)\b|^(?:한|그)\s/,
  /^(?:he|she|they|i|it|we|you)\b|^(?:나|우리|그녀|당신)/,
  /\.\.\.|…/,
  /[-–—:]/,
  /\b(?:but|until|then|so)\b|하지만|그런데|그래서/,
  /\d+%|\$|\b(?:million|billion|thousand|percent)\b|[만억]\s?[명개원]/,
  /\b(?:watch|see|look|meet|hear|listen|read|check)\b|보세요|만나|들어/,
  /\b(?:minutes?|seconds?|hours?|days?|years?)\b|\d\s?[초분일년]/,
  /\(.*\)/,
];

/** Kinds of words of which a title may be full. */
const WORD_KINDS: readonly RegExp[] = [
  /^(?:you|your|you['’]re|you['’]ll|yourself|당신.*|여러분.*)$/,
  /^(?:he|his|him|she|her|hers|guy|man|woman|girl|boy|그녀.*|남자.*|여자.*)$/,
  /^(?:i|my|me|we|our|us|나|나는|내|우리.*)$/,
  /^(?:they|their|them|그들.*)$/,
  /^(?:not|no|never|nobody|nothing|don['’]t|doesn['’]t|isn['’]t|can['’]t|won['’]t|didn['’]t|안|못|없.*)$/,
  /^(?:this|that|these|those|이|그|저)$/,
  /^(?:the|a|an)$/,
  /^(?:most|best|worst|greatest|biggest|only|ever|first|last|least|가장|제일|최고.*|처음.*|마지막.*)$/,
];

/** A Hangul syllable says more than a Latin letter. */
const HANGUL_FACTOR = 2.5;
/** Brings what is or is not there to the size of the other values. */
const THERE = 0.7;

/** Lengths against a usual title, signs, and capitals. */
function looks(title: string, words: readonly string[]): readonly number[] {
  const hangul = /[가-힣]/.test(title) ? HANGUL_FACTOR : 1;
  const length = Math.log(Math.max(1, title.length * hangul) / 70);
  const written = Math.max(1, words.length);
  return [
    length,
    length * length,
    Math.log(Math.max(1, title.trim().split(/\s+/).length * hangul) / 13),
    /\d/.test(title) ? 1 : 0,
    title.includes('?') ? 1 : 0,
    title.includes('!') ? 1 : 0,
    /["“”'‘’]/.test(title) ? 0.5 : 0,
    (title.match(/[.!?](?:\s|$)/g)?.length ?? 0) / 3,
    (title.match(/,/g)?.length ?? 0) / 2,
    /[A-Z]{3,}/.test(title) ? 0.5 : 0,
    (3 * (title.match(/[A-Z]/g)?.length ?? 0)) / Math.max(1, title.length),
    (hangul * words.reduce((sum, word) => sum + word.length, 0)) / written / 4 - 1,
    new Set(words).size / written - 1,
  ];
}

/** What a title looks like and what kind of words it holds, whatever it is about; each about −1 to 1. */
export function titleForm(title: string): readonly number[] {
  const plain = title.toLowerCase().normalize('NFC');
  const words = plain.match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const shareOf = (kind: RegExp): number =>
    (3 * words.filter((word) => kind.test(word)).length) / Math.max(1, words.length);
  return [
    ...looks(title, words),
    ...SAID.map((pattern) => (pattern.test(plain) ? THERE : 0)),
    ...WORD_KINDS.map(shareOf),
  ];
}
