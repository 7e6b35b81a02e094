import { closingSound } from './closing-sound.ts';
import { type Closing } from './syllable.ts';

/** Particles that change with the sound before them, by what they do. */
export type ParticleKind = 'topic' | 'subject' | 'object' | 'with' | 'towards' | 'or' | 'calling' | 'copula';

/** A particle after a closing consonant and after a vowel. */
interface ParticlePair {
  readonly afterConsonant: string;
  readonly afterVowel: string;
}

/** The pairs: 은/는, 이/가, 을/를, 과/와, 으로/로, 이나/나, 아/야, 이에요/예요. */
const PARTICLES: Readonly<Record<ParticleKind, ParticlePair>> = {
  topic: { afterConsonant: '은', afterVowel: '는' },
  subject: { afterConsonant: '이', afterVowel: '가' },
  object: { afterConsonant: '을', afterVowel: '를' },
  with: { afterConsonant: '과', afterVowel: '와' },
  towards: { afterConsonant: '으로', afterVowel: '로' },
  or: { afterConsonant: '이나', afterVowel: '나' },
  calling: { afterConsonant: '아', afterVowel: '야' },
  copula: { afterConsonant: '이에요', afterVowel: '예요' },
};

/** The particle of a pair after a closing sound; (으)로 counts ㄹ as a vowel: 서울로, 물로. */
export function particleAfter(closing: Closing, kind: ParticleKind): string {
  const { afterConsonant, afterVowel } = PARTICLES[kind];
  const isVowelLike = closing === 'vowel' || (closing === 'rieul' && kind === 'towards');
  return isVowelLike ? afterVowel : afterConsonant;
}

/**
 * The right particle after a filled slot.
 *
 * @returns the form after a vowel where the text cannot be read at all (an emoji, an empty slot).
 * @example
 * particleFor('수분 크림', 'object'); // 을
 * particleFor('30%', 'towards'); // 로
 * particleFor('서울', 'towards'); // 로
 * particleFor('VIP', 'topic'); // 는
 */
export function particleFor(text: string, kind: ParticleKind): string {
  return particleAfter(closingSound(text) ?? 'vowel', kind);
}

/** A filled slot with its particle: `withParticle('김연', 'topic')` is 김연은. */
export function withParticle(text: string, kind: ParticleKind): string {
  return text + particleFor(text, kind);
}

const KIND_OF_FORM: Readonly<Record<string, ParticleKind>> = Object.fromEntries(
  (Object.keys(PARTICLES) as ParticleKind[]).flatMap((kind) => [
    [PARTICLES[kind].afterConsonant, kind],
    [PARTICLES[kind].afterVowel, kind],
  ]),
);

/** What a written particle does; undefined if it is none that changes. */
export function particleKind(form: string): ParticleKind | undefined {
  return Object.hasOwn(KIND_OF_FORM, form) ? KIND_OF_FORM[form] : undefined;
}
