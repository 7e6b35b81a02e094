import {
  SCOPES,
  SPREAD_SUPERLATIVES,
  type SuperlativeClaim,
  superlativeClaims,
} from '../law/superlatives.ts';
import type { FieldContext, Problem } from './context.ts';
import { type KnownText, tighten } from './fact-book.ts';
import { findPhrases, type Place } from './phrase.ts';
import { expiredFix } from './rule-numbers.ts';

const COMPILED = superlativeClaims.map((claim) => ({ claim, pattern: new RegExp(claim.pattern, 'giu') }));

/** How far before a superlative its scope ("세계", "업계") may stand. */
const SCOPE_REACH = 14;

const SCOPE_NAMES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['world', /세계|글로벌|지구|world|global/iu],
  ['korea', /국내|전국|대한민국|한국|korea|nation/iu],
  ['industry', /업계|industry|market|시중/iu],
  ['asia', /아시아|asia/iu],
  ['ever', /역대/u],
];

const scopesIn = (text: string): readonly string[] =>
  (text.match(SCOPES) ?? []).flatMap((found) =>
    SCOPE_NAMES.filter(([, pattern]) => pattern.test(found)).map(([name]) => name),
  );

const isProof = ({ fact }: KnownText): boolean =>
  fact !== undefined &&
  fact.evidence !== '' &&
  (fact.kind === 'rank' || fact.kind === 'claim' || fact.kind === 'review');

function saysTheSame(known: KnownText, claim: SuperlativeClaim, said: string): boolean {
  const words = `${known.seen} ${known.fact?.evidence ?? ''}`;
  if (claim.id === 'first-rank' && known.fact?.kind === 'rank') {
    return known.fact.value.trim() === '1' || new RegExp(claim.pattern, 'iu').test(words);
  }
  // "가장" and "-est" say what they outdo in their own words, so the words must be the fact's.
  if (claim.id === 'most' || claim.id === 'est') return tighten(words).includes(tighten(said));
  return new RegExp(claim.pattern, 'iu').test(words);
}

/** A superlative with the word that it raises: "가장 가벼운", "most loved". */
function wholeClaim(text: string, place: Place): string {
  const after = /^\s?[가-힣]{1,8}/u.exec(text.slice(place.to))?.[0] ?? '';
  return text.slice(place.from, place.to) + (text.startsWith('가장', place.from) ? after : '');
}

function proofOf(context: FieldContext, claim: SuperlativeClaim, place: Place): KnownText | undefined {
  const text = context.claims;
  const scopes = scopesIn(text.slice(Math.max(0, place.from - SCOPE_REACH), place.to));
  return context.book.texts.find((known) => {
    if (!isProof(known) || !saysTheSame(known, claim, wholeClaim(text, place))) return false;
    const proven = scopesIn(`${known.seen} ${known.fact?.evidence ?? ''}`);
    return scopes.every((scope) => proven.includes(scope));
  });
}

/** Where a claim stands: as its pattern says, and spread out with gaps or marks inside. */
function placesOf(text: string, claim: SuperlativeClaim, pattern: RegExp): readonly Place[] {
  const plain = [...text.matchAll(pattern)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const spread = findPhrases(text, SPREAD_SUPERLATIVES[claim.id] ?? NONE).filter(({ from, to }) =>
    /[^가-힣a-z]/i.test(text.slice(from, to)),
  );
  return [...plain, ...spread];
}

const NONE: readonly string[] = [];

/** Superlatives need a rank or claim with evidence that says the same, no wider than it. */
export function checkSuperlatives(context: FieldContext): readonly Problem[] {
  return COMPILED.flatMap(({ claim, pattern }) =>
    placesOf(context.claims, claim, pattern).flatMap((place): Problem[] => {
      const proof = proofOf(context, claim, place);
      if (proof !== undefined && context.book.expiredBy === '') return [];
      if (proof !== undefined) {
        return [
          { ...place, rule: 'superlative', source: context.book.expiredBy, fix: expiredFix(context.book) },
        ];
      }
      const said = context.seen.text.slice(place.from, place.to);
      return [
        {
          ...place,
          rule: 'superlative',
          source: 'facts',
          fix: {
            ko: `최상급 표현 "${said}"을(를) 뒷받침하는 근거가 없으니 지우거나 근거가 있는 사실대로 쓰세요.`,
            en: `No fact with evidence backs the superlative "${said}": remove it or say only what is proven.`,
          },
        },
      ];
    }),
  );
}
