const GAP = '[\\s.\\-\\u00b7\\u2010-\\u2015\\u2212()]{0,3}';
/** Whatever `maskText` would take for a phone or resident number, and a little more. Every branch begins with a digit or a plus, so that letters are passed over at a glance. */
const DIGITS = new RegExp(
  `(?:0|82${GAP}0?)(?:1[016-9]|2|[3-6][1-5]|70|50[2-8])${GAP}\\d{3,4}${GAP}\\d{4}|\\d\\d[01]\\d[0-3]\\d${GAP}[1-8]\\d{6}(?!\\d)|\\+[1-9](?:[\\s.\\-()]{0,2}\\d){8}|1(?<!\\d1)0\\d{8}\\D`,
);
/** Characters that fold to a digit, an at sign or nothing, and the blocks around them; emoji are left out. */
const DISGUISE =
  /[\u00ad\u00b2\u00b3\u00b9\u00bc-\u00be\u034f\u0600-\u1cff\u200b-\u200f\u202a-\u202e\u2060-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793\u3164\u3200-\u33ff\ua620-\uabff\ud800-\ud83b\udb40-\udb43\ufe00-\ufe6f\ufeff\uff00-\uffef]|\ud83c[\udd00-\udd0f]|\ud83e[\udff0-\udff9]/;
const ESCAPE = /\\[^"\\/]/;

/**
 * Could this JSON text hold an address, phone, resident number or device token, plain or disguised? False is certain,
 * true is not: then the message is walked, value by value. `bytes` are the text's, in UTF-8. One pass over the text is
 * cheaper than looking at each value.
 */
export function mayHoldPersonalText(json: string, bytes: Uint8Array): boolean {
  return (
    DIGITS.test(json) ||
    mayHoldAtSign(json) ||
    json.includes('APA91b') ||
    holdsLongHexadecimal(json) ||
    (json.includes('\\') && ESCAPE.test(json)) ||
    (bytes.length !== json.length && hasRareLetter(bytes) && DISGUISE.test(json))
  );
}

/** `"@segment/analytics-node"` is in every message of that SDK: an at sign that opens a string is in no address. */
function mayHoldAtSign(json: string): boolean {
  for (let at = json.indexOf('@'); at !== -1; at = json.indexOf('@', at + 1)) {
    if (json[at - 1] !== '"') return true;
  }
  return json.includes('%40');
}

/** 32 bytes in hexadecimal, as Apple's device tokens are; Google's have a mark of their own. */
const TOKEN_LENGTH = 64;

/** So long a run lies over one of every 64 letters, so only each 64th is looked at. O(length), whatever the text. */
function holdsLongHexadecimal(json: string): boolean {
  for (let at = TOKEN_LENGTH - 1; at < json.length; at += TOKEN_LENGTH) {
    if (isHexadecimal(json.charCodeAt(at)) && runAround(json, at) >= TOKEN_LENGTH) return true;
  }
  return false;
}

function runAround(json: string, at: number): number {
  let start = at;
  let end = at + 1;
  while (isHexadecimal(json.charCodeAt(start - 1))) start -= 1;
  while (isHexadecimal(json.charCodeAt(end))) end += 1;
  return end - start;
}

/** Digits, and a to f in either case; NaN, beyond the ends, is none. */
function isHexadecimal(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (lower >= 0x61 && lower <= 0x66);
}

/** Most text that is not ASCII is Hangul: only what is neither is worth the large pattern. Four bytes at a time. */
function hasRareLetter(bytes: Uint8Array): boolean {
  const toAligned = Math.min(bytes.length, -bytes.byteOffset & 3);
  const wordCount = (bytes.length - toAligned) >> 2;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + toAligned, wordCount);
  const rest = toAligned + wordCount * 4;
  if (hasRareLead(bytes, 0, toAligned) || hasRareLead(bytes, rest, bytes.length)) return true;
  for (let word = 0; word < wordCount; word += 1) {
    if (((words[word] as number) & NOT_ASCII) === 0) continue;
    const at = toAligned + word * 4;
    if (hasRareLead(bytes, at, at + 4)) return true;
  }
  return false;
}

/** The top bit of each of four bytes. */
const NOT_ASCII = 0x8080_8080;

/** U+AC00 to U+D7FF begin with EA (before B0 or more), EB, EC or ED in UTF-8. */
function hasRareLead(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0xc0 || (byte >= 0xeb && byte <= 0xed)) continue;
    if (byte !== 0xea || (bytes[at + 1] ?? 0) < 0xb0) return true;
  }
  return false;
}
