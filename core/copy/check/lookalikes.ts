/** Letters of other scripts that look like Latin ones, as pairs. Cyrillic, Armenian, Cherokee and small capitals. */
const PAIRS =
  'аaвbсcԁdеeԍgһhіiјjкkӏlмmнhоoрpԛqѕsтtυuѵvшwԝwхxуyүyёeАAВBСCЕEНHІIЈJКKМMОOРPЅSТTХXУYԌGԜWӀlЗ3ԀdօoսuոnհhցgզqᎪAᏴBᏟCᎠDᎬEᎻHᎫJᏦKᏞLᎷMΝNᏢPᎡRᏚSᎢTᏙVᏃZɑaɡgɩiıiɪiʀrꜱsᴀaᴄcᴅdᴇeᴊjᴋkᴍmɴnᴏoᴘpᴛtᴜuᴠvᴡwᴢzʟlɢgʜhʙbʏyꓲlǀl';
/** Greek letters stand alone in ingredient names (β-glucan), so they count as Latin only beside a Latin letter. */
const GREEK = 'αaβbεeιiκkνvοoρpτtυuχxγyηnωwΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX';
/** Marks that people read as another one. */
const MARKS =
  '‐-‑-‒-–-—-―-−-﹘-﹣-〜~∼~〰~˜~‘\'’\'‛\'′\'“"”"„"″"・·‧·•·∙·⋅·ㆍ·。.。.．.⁄/∕/٪%﹪%٬,،,❨(❩)（(）)［[］]【[】]〔[〕]〈<〉>＋+➕+﹢+⨉x×x✕x✖x¢c⚊-';
/** Numerals in Chinese characters, by their Korean reading. */
const HANJA = '一일二이三삼四사五오六육七칠八팔九구十십百백千천萬만万만億억〇영零영';

const pairs = (text: string): [string, string][] => {
  const characters = [...text];
  return characters.flatMap((character, index): [string, string][] =>
    index % 2 === 0 ? [[character, characters[index + 1] ?? character]] : [],
  );
};

const anywhere = new Map([...pairs(PAIRS), ...pairs(MARKS), ...pairs(HANJA)]);
const besideLatin = new Map(pairs(GREEK));

/** What a character looks like, in the letters and marks of a Korean or English keyboard. */
export function lookalike(character: string, isBesideLatin: boolean): string {
  return anywhere.get(character) ?? (isBesideLatin ? besideLatin.get(character) : undefined) ?? character;
}

/** Does this letter only pretend to be Latin? Such letters have no place in Korean or English copy. */
export function isForeignLookalike(character: string): boolean {
  return /[\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(character);
}

const CIRCLED_BASES = [0x1f150, 0x1f170, 0x1f130, 0x1f1e6];

/** The letter in a negative circled, squared or regional letter sign; undefined for everything else. */
export function boxedLetter(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const base = CIRCLED_BASES.find((first) => code >= first && code < first + 26);
  return base === undefined ? undefined : String.fromCodePoint(0x41 + code - base);
}

/** A digit of any script as an ASCII digit: Unicode keeps each ten together, in order. */
export function asciiDigit(digit: string): string {
  if (digit <= '9') return digit;
  let code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return String(value);
}
