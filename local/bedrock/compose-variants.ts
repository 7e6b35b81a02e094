import type { AppealType } from '#core/copy/approved-copy.ts';
import type { BriefFact, CopyBrief } from '#core/copy/brief/copy-brief.ts';
import { hash48 } from '#core/kernel/hash.ts';
import { fillPhrase } from './fill-phrase.ts';
import { englishPhrases } from './phrases/english.ts';
import { koreanPhrases } from './phrases/korean.ts';
import type { PhraseBank } from './phrases/phrase-bank.ts';

/** What phones show of a notification. */
const PUSH_CHARACTERS = 178;

/** One composed copy. */
export interface ComposedVariant {
  readonly title: string;
  readonly preheader: string;
  readonly body: string;
}

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

interface Choice {
  readonly bank: PhraseBank;
  readonly type: AppealType;
  readonly facts: readonly string[];
  readonly fill: (phrase: string) => string;
  /** Counts up; fixes every phrase that is taken. */
  readonly index: number;
  readonly offset: number;
}

/**
 * Variants from the brief alone, the same for the same brief. Title, hook, fact and closing walk through their lists at
 * different paces, so that neighbours share as little as possible.
 */
export function composeVariants(brief: CopyBrief): readonly ComposedVariant[] {
  const bank = brief.language === 'ko' ? koreanPhrases : englishPhrases;
  const isFormal = brief.tone === 'formal';
  const values = { product: brief.product.name, category: categoryIn(brief) };
  const fill = (phrase: string): string => fillPhrase(phrase, values, isFormal);
  const facts = factSentences(brief, bank, isFormal);
  const offset = hash48(`${brief.persona?.id ?? ''}|${brief.appeal.id}|${brief.tone}`) % 97;
  const type = brief.appeal.type;
  return Array.from({ length: brief.count }, (_, index) =>
    compose(brief, { bank, type, facts, fill, index, offset }),
  );
}

function categoryIn({ language, product }: CopyBrief): string {
  const isKorean = /[가-힣]/.test(product.category);
  if (product.category !== '' && isKorean === (language === 'ko')) return product.category;
  return language === 'ko' ? '제품' : 'product';
}

function compose(brief: CopyBrief, choice: Choice): ComposedVariant {
  const { bank, type, facts, fill, index, offset } = choice;
  const { titles, hooks } = bank.appeals[type];
  const round = Math.floor(index / titles.length);
  const title = fill(at(titles, index + offset));
  const hook = fill(at(hooks, index + offset + 3 * round + 1));
  const second = fill(at(hooks, index + offset + 3 * round + 4));
  const fact = facts.length === 0 ? '' : at(facts, index + offset);
  const closing = fill(at(bank.closings, index + offset + round * 3));
  if (brief.channel === 'sms') return { title: '', preheader: '', body: smsBody(choice, round) };
  if (brief.channel === 'push') {
    const own = index % 4 === 0 ? sentence(brief.appeal.text) : '';
    const bodies = [join([own, hook, fact, closing]), join([own, hook, fact]), join([hook, fact]), hook];
    return { title, preheader: '', body: fitting(bodies, PUSH_CHARACTERS) };
  }
  const greeting = fill(at(bank.greetings, index + offset));
  const more = facts.length < 2 ? '' : at(facts, index + offset + 1);
  const body = [greeting, sentence(brief.appeal.text), join([hook, second]), join([fact, more]), closing];
  return { title, preheader: second, body: body.filter((line) => line !== '').join('\n\n') };
}

const fitting = (candidates: readonly string[], most: number): string =>
  candidates.find((text) => text.length <= most) ?? candidates.at(-1) ?? '';

/** The longest of hook, fact and closing that fits one part: 70 characters, or 160 of the Latin alphabet. */
function smsBody({ bank, type, facts, fill, index, offset }: Choice, round: number): string {
  const { hooks } = bank.appeals[type];
  const hook = fill(at(hooks, index + offset + 3 * round));
  const closing = fill(at(bank.shortClosings, index + offset + round));
  const fact = facts.length === 0 ? '' : at(facts, index + offset);
  const most = /[^\x20-\x7e]/.test(hook + fact + closing) ? 70 : 160;
  const candidates = [
    join([hook, fact, closing]),
    join([hook, fact]),
    join([hook, closing]),
    join([fact, closing]),
    hook,
  ];
  return fitting(candidates, most);
}

/** Kinds of facts that an appeal is about; they come first. */
const ABOUT: Readonly<Partial<Record<AppealType, readonly string[]>>> = {
  price: ['percent', 'price'],
  scarcity: ['date'],
  social_proof: ['review', 'rank'],
};

function factSentences(brief: CopyBrief, bank: PhraseBank, isFormal: boolean): readonly string[] {
  const about = brief.facts.filter(({ kind }) => ABOUT[brief.appeal.type]?.includes(kind));
  const facts = about.length === 0 ? brief.facts : about;
  return facts.flatMap((fact) =>
    phrasesOf(fact, bank).map((phrase) => fillPhrase(phrase, { value: fact.text }, isFormal)),
  );
}

function phrasesOf({ kind, text }: BriefFact, bank: PhraseBank): readonly string[] {
  if (kind === 'claim' || kind === 'rank' || kind === 'review') return [sentence(text)];
  return bank.facts[kind];
}

const sentence = (text: string): string => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`);

const join = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
