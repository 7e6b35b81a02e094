import { roleOf } from './amount-role.ts';
import type { Mention } from './mention.ts';
import { NUMBER_PATTERNS } from './number-patterns.ts';
import { blank, DONE } from './seen-text.ts';

/** Digits that belong to a name: B5, Q10, EV6, 오메가3, Omega-3, 3CE, 4WD. */
const NAMES =
  /(?<![a-z])(?!to-\d|u?spf|pa\d|krw|usd|no\.?\d|x\d)[a-z]{1,12}-?\d{1,4}[a-z]?(?![\d,.%]*(?:원|%|\d))|(?<![\d.,])\d{1,2}[a-z]{2,}(?<!\d(?:ml|mg|kg|cm|mm|km|oz|ea|gb|tb|hp|ps|kw|kwh|hr|hrs|min|mins|sec|cc|inch|pcs|days|day|percent|pct|kcal|cal|mah|won|krw|st|nd|rd|th|hours?|minutes?|months?|years?|weeks?|off|am|pm|mcg|ug|usd|liters?|grams?))(?![a-z])|(?<![\d.,])(?:3d|4k|8k|5g|4g|2d)(?![a-z\d])|(?<=[가-힣]{2}-?)(?<!(?:할인|특가|가격|정가|판매가|할인가|최대|단돈|쿠폰|적립|평점|만족도|용량|총|약|지금|오늘|오직|세일)-?)\d{1,2}(?![.:]\d|,\d|\s?[가-힣%+]*(?:%|원|\+))(?=[\s)\],!?.]|$)/giu;

/**
 * Every statement of a number in a seen text: digits, Korean and English number words, prices, percentages (반값 and
 * half price among them), quantities and bundles (1+1).
 * @param text seen text; what other rules judge (dates, links, names) is already blanked.
 */
export function findAmounts(text: string): readonly Mention[] {
  const mentions: Mention[] = [];
  let rest = text.replace(NAMES, (name) => DONE.repeat(name.length));
  for (const { pattern, read } of NUMBER_PATTERNS) {
    const taken: { from: number; to: number }[] = [];
    for (const match of rest.matchAll(pattern)) {
      const place = trimmed(match.index, match[0]);
      const found = read(match);
      if (found === undefined) continue;
      taken.push(place);
      if (found !== 'skip') {
        mentions.push({
          ...found,
          role: found.role ?? roleOf(text, place.from, place.to, found.unit),
          ...place,
        });
      }
    }
    rest = blank(rest, taken);
  }
  return withSharedUnits(
    text,
    mentions.sort((a, b) => a.from - b.from),
  );
}

function trimmed(from: number, found: string): { from: number; to: number } {
  const lead = found.length - found.trimStart().length;
  return { from: from + lead, to: from + found.trimEnd().replace(/-$/, '').length };
}

/** How much one of what is written comes to in the unit that is kept: 230 to 280 mm are 23 to 28 cm. */
function scaleOf(text: string, { from, to, value }: Mention): number {
  const written = Number(/[\d.]+/.exec(text.slice(from, to).replaceAll(',', ''))?.[0]);
  return written > 0 ? value / written : 1;
}

/** In `10~20%` and `2-3일` both numbers have the unit of the second. */
function withSharedUnits(text: string, mentions: readonly Mention[]): readonly Mention[] {
  return mentions.map((mention, index) => {
    const next = mentions[index + 1];
    if (next === undefined || mention.unit !== '' || next.unit === '') return mention;
    const isRange = /^\s?(?:~|-|에서|to|–)\s?$/u.test(text.slice(mention.to, next.from));
    if (!isRange) return mention;
    const value = Math.round(mention.value * scaleOf(text, next) * 1e6) / 1e6;
    return { ...mention, value, unit: next.unit, role: next.role };
  });
}
