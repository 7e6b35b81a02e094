import type { Place } from './phrase.ts';

const TOP_LEVELS =
  'com|net|org|kr|co|io|ly|me|shop|store|info|biz|app|link|site|xyz|top|click|gl|to|cc|tv|us|uk|cn|jp|ru|gg|im|ai|dev|page|online|live|club|example|test|invalid|asia|mobi|pro|win|vip|work|fun|icu|buzz|tk|ml|ga|cf|gq|pw|ws|be|ee|eu|de|fr|in|id|sg|hk|tw|vn|th|zip|mov|한국|닷컴|cafe|beauty|fashion|sale|market|market|gd|st|la|re|sh|so|fm|one|world|cloud|space|tech|news|today|email';
const DOT = String.raw`(?:\.|\s?[\[({]\s?(?:\.|dot|점)\s?[\])}]\s?|%2e)`;
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})`;
const TAIL = String.raw`(?:[/?#:][^\s\ue000\ue001"'<>()\[\]{}，。가-힣]*)?`;

const PATTERNS: readonly RegExp[] = [
  /(?<![a-z])(?:h(?:tt|xx)ps?|ftp|wss?|javascript|data|file|intent|market|tel|sms|mailto|kakaotalk|itms-apps)\s?:(?:\s?\/\s?\/|(?=[^\s\d]))[^\s\ue000\ue001"'<>]*/giu,
  /(?<![:/\w])\/\/[a-z\d][\w.-]+\.[a-z]{2,}[^\s\ue000\ue001"'<>]*/giu,
  new RegExp(
    String.raw`(?<![\p{L}\p{N}@.-])(?:[^\s\ue000\ue001/@]{1,40}@)?(?:${LABEL}${DOT}){1,5}(?:${TOP_LEVELS})(?![a-z\d-])(?!${DOT}[a-z])${TAIL}`,
    'giu',
  ),
  /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5})?(?:\/[^\s\ue000\ue001]*)?(?![\d.])/giu,
  /(?<![\w-])(?:[\w-]+\.)*xn--[\w-]+(?:\.[\w-]+)*(?:\/[^\s\ue000\ue001]*)?/giu,
  /(?<![a-z])(?:[a-z\d-]{2,30}\s(?:dot|점)\s(?:com|net|kr|co|io|ly)|[a-z\d가-힣-]{2,30}\s?(?:닷컴|점컴|쩜컴|닷넷|쩜넷|닷케이알))(?![a-z])(?:\s(?:slash|슬래시)\s\S+)?/giu,
];

/** Sentence marks and particles that stand right behind a link. */
const TRAILING = /(?:[.,!?;:)\]}'"~]|[가-힣]+)+$/u;

/** A host that is said, not written: its last letters are no particle. */
const SPOKEN = /(?:닷컴|점컴|쩜컴|닷넷|쩜넷|닷케이알)$/u;

/** Everything in a seen text that a person or a phone would take for a link. */
export function findLinks(text: string): readonly Place[] {
  const places: Place[] = [];
  for (const pattern of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      if (isSentence(match[0])) continue;
      const said = SPOKEN.test(match[0]) ? match[0] : match[0].replace(TRAILING, '');
      const to = match.index + said.length;
      const isInside = places.some((place) => place.from <= match.index && match.index < place.to);
      if (!isInside && to > match.index) places.push({ from: match.index, to });
    }
  }
  return places.sort((a, b) => a.from - b.from);
}

/** "today.Shop now" lacks a blank, it is no domain: a capital after the dot, and nothing but letters. */
function isSentence(found: string): boolean {
  return /^[A-Za-z']+\.[A-Z][a-z]+$/.test(found) && !/\.Com$/.test(found);
}

/** A link in one spelling: scheme and host in lower case, no slash at the end. */
export function normaliseLink(link: string): string {
  const trimmed = link.trim().replace(/\/+$/, '');
  const parts = /^([a-z][a-z\d+.-]*:\/\/)?([^/?#]*)(.*)$/iu.exec(trimmed);
  if (parts === null) return trimmed;
  return (parts[1] ?? '').toLowerCase() + (parts[2] ?? '').toLowerCase() + (parts[3] ?? '');
}

/** Is a link, as it was written, one of the sheet's? The scheme may be left out, as messages do. */
export function isListed(link: string, listed: readonly string[]): boolean {
  const written = normaliseLink(link);
  return listed.some((each) => {
    const known = normaliseLink(each);
    return known === written || known.replace(/^https?:\/\//, '') === written;
  });
}
