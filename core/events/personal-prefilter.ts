const GAP = '[\\s.\\-\\u00b7\\u2010-\\u2015\\u2212()]{0,3}';
/** Whatever `maskText` would take for a phone or resident number, and a little more: no look-behind, so it is fast. */
const DIGITS = new RegExp(
  `(?:0|82${GAP}0?)(?:1[016-9]|2|[3-6][1-5]|70|50[2-8])${GAP}\\d{3,4}${GAP}\\d{4}|\\d\\d[01]\\d[0-3]\\d${GAP}[1-8]\\d{6}(?!\\d)|\\+[1-9](?:[\\s.\\-()]{0,2}\\d){8}|\\D10\\d{8}\\D`,
);
/** Characters that fold to a digit, an at sign or nothing, and the blocks around them; emoji are left out. */
const DISGUISE =
  /[\u00ad\u00b2\u00b3\u00b9\u00bc-\u00be\u034f\u0600-\u1cff\u200b-\u200f\u202a-\u202e\u2060-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793\u3164\u3200-\u33ff\ua620-\uabff\ud800-\ud83b\udb40-\udb43\ufe00-\ufe6f\ufeff\uff00-\uffef]|\ud83c[\udd00-\udd0f]|\ud83e[\udff0-\udff9]/;
/** 32 bytes in hexadecimal, as Apple's device tokens are; Google's have a mark of their own. */
const HEXADECIMAL = /[\da-f]{64}/i;
const ESCAPE = /\\[^"\\/]/;

/**
 * Could this JSON text hold an address, phone or resident number or a device token, plain or disguised? False is certain, true is
 * not: then the message is walked, value by value. One pass over the text is cheaper than looking at each value.
 */
export function mayHoldPersonalText(json: string, isAscii: boolean): boolean {
  return (
    DIGITS.test(json) ||
    mayHoldAtSign(json) ||
    json.includes(':APA91b') ||
    HEXADECIMAL.test(json) ||
    (json.includes('\\') && ESCAPE.test(json)) ||
    (!isAscii && mayHoldDisguise(json))
  );
}

/** `"@segment/analytics-node"` is in every message of that SDK: an at sign that opens a string is in no address. */
function mayHoldAtSign(json: string): boolean {
  for (let at = json.indexOf('@'); at !== -1; at = json.indexOf('@', at + 1)) {
    if (json[at - 1] !== '"') return true;
  }
  return json.includes('%40');
}

/** Most text that is not ASCII is Hangul: only what is neither is worth the large pattern. */
function mayHoldDisguise(json: string): boolean {
  for (let index = 0; index < json.length; index += 1) {
    const unit = json.charCodeAt(index);
    if (unit > 0x7f && (unit < 0xac00 || unit > 0xd7a3)) return DISGUISE.test(json);
  }
  return false;
}
