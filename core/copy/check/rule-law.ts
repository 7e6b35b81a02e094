import type { BannedPhrases, CopyLawPack, FunctionalEffect } from '../law/copy-law.ts';
import { copyLawPacks } from '../law/kr-cosmetics.ts';
import type { FieldContext, Problem } from './context.ts';
import type { FactSheet } from './copy.ts';
import { tighten } from './fact-book.ts';
import { findPhrases, type Place, sentenceAround } from './phrase.ts';

/** How sheets name the effects, in both languages. */
const EFFECTS: Readonly<Record<FunctionalEffect, RegExp>> = {
  whitening: /whiten|brighten|미백/i,
  wrinkle: /wrinkle|aging|ageing|주름/i,
  sun: /sun|uv|spf|자외선/i,
  hair_loss: /hair.?loss|scalp|탈모/i,
  acne: /acne|여드름/i,
  hair_removal: /hair.?removal|depilat|제모/i,
  hair_colour: /hair.?(?:dye|colou?r)|염모|염색/i,
  barrier: /barrier|장벽|dry/i,
  stretch_marks: /stretch|튼\s?살/i,
};

/** Sentences that say that a product is no medicine, as law asks of them. */
const DISCLAIMER =
  /의약품이\s?아닙|의약품이\s?아니|(?:치료|예방)[^.!?\n]{0,24}(?:아닙니다|아니에요|아니며|위한\s?것이\s?아)|not (?:intended|meant) to (?:diagnose|treat|cure|prevent)|not a (?:medicine|drug|medical)/i;

/** Is the product approved as a functional cosmetic for this effect? */
function isApproved(sheet: FactSheet, effect: FunctionalEffect): boolean {
  return sheet.functional.some((named) => EFFECTS[effect].test(named));
}

/** Is the place covered by a claim that is proven: the same words in a fact with evidence? */
function isProven({ book, seen }: FieldContext, place: Place): boolean {
  const said = tighten(seen.text.slice(place.from, place.to));
  return book.texts.some(
    ({ fact, tight }) => fact !== undefined && fact.evidence !== '' && tight.includes(said),
  );
}

function isElsewhere(entry: BannedPhrases, text: string, place: Place): boolean {
  const before = text.slice(Math.max(0, place.from - 12), place.from);
  const after = text.slice(place.to, place.to + 14);
  const isOther =
    (entry.notAfter !== undefined && new RegExp(entry.notAfter, 'iu').test(before)) ||
    (entry.notBefore !== undefined && new RegExp(entry.notBefore, 'iu').test(after));
  if (isOther) return true;
  const sentence = sentenceAround(text, place);
  return DISCLAIMER.test(text.slice(sentence.from, sentence.to));
}

function problemsOf(context: FieldContext, pack: CopyLawPack, entry: BannedPhrases): readonly Problem[] {
  if (entry.unless !== undefined && isApproved(context.sheet, entry.unless)) return [];
  const text = context.claims;
  return findPhrases(text, entry.phrases)
    .filter(
      (place) => !isElsewhere(entry, text, place) && !(entry.isProvable === true && isProven(context, place)),
    )
    .flatMap((place): Problem[] => {
      const said = context.seen.text.slice(place.from, place.to);
      const { reason } = entry;
      return [
        {
          ...place,
          rule: 'banned_phrase',
          source: `${pack.id}@${pack.edition}`,
          fix: { ko: `"${said}"은(는) ${reason.ko}이니 지우세요.`, en: `Remove "${said}": ${reason.en}.` },
        },
        {
          ...place,
          rule: 'efficacy',
          source: entry.unless === undefined ? 'facts' : 'functional',
          fix: {
            ko: `"${said}" 효과를 뒷받침할 수 없으니 사용감이나 성분 사실로 바꾸세요.`,
            en: `Nothing may back the effect "${said}": describe the feel or a stated ingredient instead.`,
          },
        },
      ];
    });
}

/** Phrases that a dated law pack bans, through every disguise; medical ones are efficacy claims as well. */
export function checkLaw(context: FieldContext): readonly Problem[] {
  return copyLawPacks.flatMap((pack) => pack.banned.flatMap((entry) => problemsOf(context, pack, entry)));
}
