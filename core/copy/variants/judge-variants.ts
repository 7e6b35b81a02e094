import type { CopyBrief } from '#core/copy/brief/copy-brief.ts';
import type { WrittenVariant } from '#core/copy/brief/parse-variants.ts';
import { sentencesOf, speechLevel } from '#core/copy/korean/speech-level.ts';

/** Why a variant stands where it stands; each part is in 0-1. */
export interface Judgement {
  /** How much of the appeal point's words and of the facts it is about is in it. */
  readonly briefFit: number;
  /** One speech level that fits the tone, sentences of a readable length. */
  readonly tone: number;
  /** Facts and names instead of general words. */
  readonly concreteness: number;
  /** Predicted response relative to the other variants, from earlier outcomes; .5 where there are none. */
  readonly response: number;
  /** Weighted mean. */
  readonly score: number;
}

const WEIGHTS = { briefFit: 0.3, tone: 0.15, concreteness: 0.25, response: 0.3 } as const;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];

/** Share of the appeal's words that occur, by their first two letters in Korean: endings and particles differ. */
function briefFitOf(text: string, brief: CopyBrief): number {
  const words = wordsOf(brief.appeal.text).map((word) => (/[가-힣]/.test(word) ? word.slice(0, 2) : word));
  const lower = text.toLowerCase();
  const said = words.filter((word) => lower.includes(word)).length;
  const fit = words.length === 0 ? 0.5 : said / words.length;
  const names = lower.includes(brief.product.name.toLowerCase()) ? 1 : 0;
  return 0.6 * fit + 0.4 * names;
}

const READABLE = { ko: 45, en: 110 } as const;

function toneOf(text: string, brief: CopyBrief): number {
  const sentences = sentencesOf(text);
  const longest = Math.max(0, ...sentences.map((sentence) => sentence.text.trim().length));
  const ease = Math.min(1, READABLE[brief.language] / Math.max(1, longest));
  if (brief.language === 'en') return ease;
  const wanted = brief.tone === 'formal' ? 'formal' : 'polite';
  const levels = sentences
    .map((sentence) => speechLevel(sentence.text))
    .filter((level) => level !== undefined);
  const fits = levels.length === 0 ? 0.7 : levels.filter((level) => level === wanted).length / levels.length;
  return 0.6 * fits + 0.4 * ease;
}

function concretenessOf(text: string, brief: CopyBrief): number {
  const said = brief.facts.filter((fact) => text.includes(fact.text)).length;
  return Math.min(1, 0.4 * said + (text.includes('{name}') ? 0.1 : 0) + (/\d/.test(text) ? 0.2 : 0));
}

/** Judges one variant. @param response predicted response among its rivals, 0-1. */
export function judgeVariant(variant: WrittenVariant, brief: CopyBrief, response: number): Judgement {
  const text = `${variant.title}\n${variant.body}`;
  const parts = {
    briefFit: briefFitOf(text, brief),
    tone: toneOf(text, brief),
    concreteness: concretenessOf(text, brief),
    response,
  };
  const score = (Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]).reduce(
    (sum, key) => sum + WEIGHTS[key] * parts[key],
    0,
  );
  return { ...parts, score };
}
