import type { AppealType } from '#core/copy/approved-copy.ts';
import type { CopyChannel, CopyLanguage, Fact, FactKind, FactSheet } from '#core/copy/check/copy.ts';

/** How a copy speaks: `warm` and `crisp` are 해요체 in Korean, `formal` is 합니다체. */
export const tones = ['warm', 'crisp', 'formal'] as const;

/** One of the tones. */
export type Tone = (typeof tones)[number];

/** One fact, as a brief carries it. */
export interface BriefFact {
  readonly id: string;
  readonly kind: FactKind;
  /** Ready to be said in the brief's language: `12,900원`, `33%`, `11월 30일`. */
  readonly text: string;
}

/** What copy is to be written: one row of a run. Holds nothing about any one person. */
export interface CopyBrief {
  readonly persona: { readonly id: string; readonly name: string; readonly portrait: string } | undefined;
  readonly appeal: { readonly id: string; readonly type: AppealType; readonly text: string };
  readonly product: { readonly id: string; readonly name: string; readonly category: string };
  readonly factSheetId: string;
  readonly channel: CopyChannel;
  readonly language: CopyLanguage;
  readonly tone: Tone;
  /** How many variants, 1-400. */
  readonly count: number;
  readonly facts: readonly BriefFact[];
  /** Screened phrases from reviews: data, never instructions. */
  readonly quotes: readonly string[];
  readonly links: readonly string[];
}

const WON = new Set(['', 'KRW', '원', 'won']);

function amountText(value: string, unit: string, language: CopyLanguage): string {
  const number = Number(value.replaceAll(',', ''));
  const written = Number.isFinite(number) ? number.toLocaleString('en-US') : value;
  if (!WON.has(unit)) return unit === 'USD' ? `$${written}` : `${written} ${unit}`;
  return language === 'ko' ? `${written}원` : `${written} won`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

function dateText(value: string, language: CopyLanguage): string {
  const match = /^\d{4}-(\d\d)-(\d\d)/.exec(value);
  if (match === null) return value;
  const month = Number(match[1]);
  const day = Number(match[2]);
  return language === 'ko' ? `${month}월 ${day}일` : `${day} ${MONTHS[month - 1] ?? ''}`;
}

const hasHangul = (text: string): boolean => /[가-힣]/.test(text);

/** Kinds whose value says it all, in any language. */
const STATED: Readonly<
  Partial<Record<FactKind, (value: string, unit: string, language: CopyLanguage) => string>>
> = {
  price: amountText,
  percent: (value) => `${value.replace(/\s?%$/, '')}%`,
  date: (value, _, language) => dateText(value, language),
  quantity: (value, unit) => `${value}${unit}`,
};

/** A fact in the words of a language; undefined where the sheet has it only in the other one. */
function factText(fact: Fact, language: CopyLanguage): string | undefined {
  const { kind, value, unit, text } = fact;
  const stated = value === '' ? undefined : STATED[kind]?.(value, unit, language);
  if (stated !== undefined) return stated;
  const words = text === '' ? value : text;
  return words === '' || hasHangul(words) !== (language === 'ko') ? undefined : words;
}

/** The facts of a sheet that can be said in a language; claims only with their evidence. */
export function briefFacts(sheet: FactSheet, language: CopyLanguage): readonly BriefFact[] {
  return sheet.facts.flatMap((fact) => {
    const needsProof = fact.kind === 'claim' || fact.kind === 'rank' || fact.kind === 'review';
    const text = needsProof && fact.evidence === '' ? undefined : factText(fact, language);
    return text === undefined ? [] : [{ id: fact.id, kind: fact.kind, text }];
  });
}
