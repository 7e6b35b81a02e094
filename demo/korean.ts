/** The particles whose form hangs on the last sound of the word before them: after a consonant / after a vowel. */
const forms = {
  topic: ['은', '는'],
  subject: ['이', '가'],
  object: ['을', '를'],
  and: ['과', '와'],
  copula: ['이에요', '예요'],
  quote: ['이라는', '라는'],
  means: ['으로', '로'],
} as const;

export type Particle = keyof typeof forms;

/** How digits are read in Korean, by whether they end in a consonant: 영 일 이 삼 사 오 육 칠 팔 구. */
const digitEndings = ['ㅇ', 'ㄹ', '', 'ㅁ', '', '', 'ㄱ', 'ㄹ', 'ㄹ', ''];
/** Letters whose Korean name ends in a consonant: 엘 엠 엔 알. */
const letterEndings: Readonly<Record<string, string>> = { l: 'ㄹ', m: 'ㅁ', n: 'ㄴ', r: 'ㄹ' };
const RIEUL = 8;

/** The word with its particle, chosen by its last sound: `토너를`, `세럼을`, `50ml로`. */
export function withParticle(word: string, particle: Particle): string {
  const [afterConsonant, afterVowel] = forms[particle];
  const ending = lastSound(word);
  const isOpen = ending === '' || (particle === 'means' && ending === 'ㄹ');
  return word + (isOpen ? afterVowel : afterConsonant);
}

function lastSound(word: string): string {
  const last = word.trimEnd().at(-1) ?? '';
  const syllable = last.charCodeAt(0) - 0xac00;
  if (syllable >= 0 && syllable < 11_172) {
    const final = syllable % 28;
    if (final === 0) return '';
    return final === RIEUL ? 'ㄹ' : 'ㅇ';
  }
  if (/\d/.test(last)) return digitEndings[Number(last)] ?? '';
  return letterEndings[last.toLowerCase()] ?? '';
}

/** Fills `{product:object}` and plain `{product}` slots; a slot without a word is an error. */
export function fillKorean(template: string, words: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)(?::(\w+))?\}/g, (slot, name: string, particle?: string) => {
    const word = words[name];
    if (word === undefined) throw new RangeError(`no word for ${slot}`);
    return particle === undefined ? word : withParticle(word, particle as Particle);
  });
}
