import { type EffectClaim, effectClaims } from '../law/effect-claims.ts';
import type { FieldContext, Problem } from './context.ts';
import { findPhrases } from './phrase.ts';
import { expiredFix } from './rule-numbers.ts';

/** The fact with evidence that claims the same effect. */
function proofOf({ book }: FieldContext, claim: EffectClaim): boolean {
  return book.texts.some(
    ({ fact, seen }) =>
      fact !== undefined &&
      fact.evidence !== '' &&
      findPhrases(`${seen} ${fact.evidence}`, claim.phrases).length > 0,
  );
}

/** Effects that no law bans but that need proof: a fact with evidence that claims the same effect. */
export function checkEfficacy(context: FieldContext): readonly Problem[] {
  return effectClaims.flatMap((claim) => {
    const places = findPhrases(context.claims, claim.phrases);
    const isProven = places.length > 0 && proofOf(context, claim);
    if (isProven && context.book.expiredBy === '') return [];
    return places.map((place): Problem => {
      if (isProven) {
        return { ...place, rule: 'efficacy', source: context.book.expiredBy, fix: expiredFix(context.book) };
      }
      const said = context.seen.text.slice(place.from, place.to);
      return {
        ...place,
        rule: 'efficacy',
        source: 'facts',
        fix: {
          ko: `"${said}"을(를) 입증하는 사실이 없으니 지우거나 근거가 있는 사실로 등록하세요.`,
          en: `No fact with evidence proves "${said}": remove it or add the claim with its evidence.`,
        },
      };
    });
  });
}
