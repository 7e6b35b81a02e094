import type { WrittenVariant } from '#core/copy/brief/parse-variants.ts';
import { checkCopy } from '#core/copy/check/check-copy.ts';
import type { CopyChannel, CopyField, CopyLanguage, FactSheet, Finding } from '#core/copy/check/copy.ts';

/** A finding in one of a variant's three fields. */
export interface VariantFinding extends Omit<Finding, 'field'> {
  readonly field: CopyField | 'preheader';
}

const SLOTS = /\{([^{}]{1,24})\}/gu;
/** The slots that the renderer can fill. */
const KNOWN_SLOTS: readonly string[] = ['name', 'store', 'points', 'product'];

function unknownSlots(variant: WrittenVariant, language: CopyLanguage): readonly VariantFinding[] {
  return (['title', 'preheader', 'body'] as const).flatMap((field) =>
    [...variant[field].matchAll(SLOTS)]
      .filter(([, name = '']) => !KNOWN_SLOTS.includes(name))
      .map((match) => ({
        rule: 'injection' as const,
        field,
        span: [match.index, match.index + match[0].length] as const,
        text: match[0],
        source: 'slots',
        fix:
          language === 'ko'
            ? `채울 수 있는 자리는 ${KNOWN_SLOTS.map((name) => `{${name}}`).join(', ')}뿐입니다.`
            : `Only ${KNOWN_SLOTS.map((name) => `{${name}}`).join(', ')} can be filled.`,
      })),
  );
}

/** Everything that is wrong with a variant: title and body as copy, the preheader likewise, and slots nobody fills. */
export function checkVariant(
  variant: WrittenVariant,
  { channel, language }: { readonly channel: CopyChannel; readonly language: CopyLanguage },
  sheet: FactSheet,
  nowMs: number,
): readonly VariantFinding[] {
  const copy = { channel, language, isRendered: false } as const;
  const { title, preheader, body } = variant;
  const found = checkCopy({ ...copy, title, body }, sheet, nowMs);
  const ofPreheader =
    preheader === ''
      ? []
      : checkCopy({ ...copy, title: preheader, body }, sheet, nowMs)
          .filter(({ field }) => field === 'title')
          .map((finding) => ({ ...finding, field: 'preheader' as const }));
  return [...found, ...ofPreheader, ...unknownSlots(variant, language)];
}
