import type { FieldContext, Problem } from './context.ts';
import { tighten } from './fact-book.ts';
import { findLinks, isListed } from './find-links.ts';
import { seeText } from './seen-text.ts';

/** Links come from the sheet's list and are written as they stand there: lookalike hosts, shorteners and codes are others. */
export function checkLinks({ seen, sheet, copy, book }: FieldContext): readonly Problem[] {
  const names = [sheet.productName, ...sheet.sender].map((name) => seeText('body', name).text.toLowerCase());
  const listed = [...sheet.links, ...sheet.optOut[copy.channel]];
  return findLinks(seen.text).flatMap(({ from, to }): Problem[] => {
    const [start, end] = seen.spanOf(from, to);
    // What was written counts, not what it looks like: а lookalike of a listed host is another host.
    const written = seen.original.slice(start, end);
    // A shop may be named after its page ("#1 on Shop.kr"): a fact that says so lists it.
    const name = tighten(seen.text.slice(from, to));
    const isNamed =
      !/[/:@%]/.test(written) &&
      book.texts.some(({ fact, tight }) => fact !== undefined && tight.includes(name));
    if (isNamed) return [];
    // A bare address is personal data or the sender's own, not a page.
    if (/^[^\s/:]+@[\w.-]+$/.test(seen.text.slice(from, to))) return [];
    if (isListed(written, listed) || names.includes(seen.text.slice(from, to).toLowerCase())) return [];
    return [
      {
        rule: 'link',
        from,
        to,
        source: 'links',
        fix: {
          ko: `"${written}"은(는) 팩트 시트의 링크 목록에 없으니 목록의 링크로 바꾸세요.`,
          en: `"${written}" is not among the fact sheet's links: use one that is.`,
        },
      },
    ];
  });
}
