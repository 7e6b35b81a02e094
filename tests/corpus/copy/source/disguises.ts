/** Ways in which people hide a word from a machine and not from an eye. Written for this corpus alone. */
export type Disguise = (text: string) => string;

const syllables = /[가-힣]/g;
const LEADS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const VOWELS = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
const TAILS = ['', ...'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'];
const CYRILLIC: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  o: 'о',
  p: 'р',
  x: 'х',
  i: 'і',
  s: 'ѕ',
};

const between =
  (mark: string): Disguise =>
  (text) =>
    text.replace(/(?<=[가-힣A-Za-z])(?=[가-힣A-Za-z])/g, mark);

/** Each jamo on its own: 치료 as ㅊㅣㄹㅛ. */
const jamo: Disguise = (text) =>
  text.replace(syllables, (syllable) => {
    const index = syllable.charCodeAt(0) - 0xac00;
    return (
      (LEADS[Math.floor(index / 588)] ?? '') +
      (VOWELS[Math.floor(index / 28) % 21] ?? '') +
      (TAILS[index % 28] ?? '')
    );
  });

/** The disguises of words. */
export const wordDisguises: Readonly<Record<string, Disguise>> = {
  'zero-width': between('\u200b'),
  'soft-hyphen': between('\u00ad'),
  star: between('*'),
  heart: between('♥'),
  emoji: between('🌿'),
  spaced: between(' '),
  dotted: between('.'),
  decomposed: (text) => text.normalize('NFD'),
  jamo,
  'full-width': (text) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  cyrillic: (text) => text.replace(/[aceopxis]/g, (letter) => CYRILLIC[letter] ?? letter),
  bold: (text) =>
    text.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 97)),
  strike: (text) => [...text].map((letter) => `${letter}\u0336`).join(''),
};

/** The disguises of numbers such as 55%. */
export const numberDisguises: Readonly<Record<string, Disguise>> = {
  'zero-width': (text) => text.replace(/(?<=\d)(?=\d)/g, '\u200b'),
  'full-width': (text) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  spaced: (text) => text.replace(/(?<=\d)(?=\d)/g, ' '),
  keycaps: (text) => text.replace(/\d/g, (digit) => `${digit}\ufe0f\u20e3`),
  arabic: (text) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit))),
  bold: (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
};
