import type { AppealType, Author } from '#core/copy/approved-copy.ts';

/** What was done to something that people decide on: who, when, and how long it took. */
export interface Deed {
  readonly action: 'proposed' | 'written' | 'picked' | 'edited' | 'accepted' | 'rejected' | 'expired';
  readonly by: string;
  /** UTC epoch ms. */
  readonly atMs: number;
  /** Of a person's time; 0 where nobody said. */
  readonly minutes: number;
  readonly reason?: string;
}

/** One reason to care about a product, chosen by people, reusable. */
export interface AppealPoint {
  readonly id: string;
  readonly productId: string;
  /** Undefined: for every persona. */
  readonly personaId: string | undefined;
  readonly type: AppealType;
  readonly text: { readonly ko: string; readonly en: string };
  readonly author: Author;
  /** Made by the local composer or a scripted person: no evidence of what people or models can do. */
  readonly isSimulated: boolean;
  readonly status: 'proposed' | 'accepted' | 'rejected';
  readonly deeds: readonly Deed[];
}

/** Minutes that people spent on it. */
export function minutesOf({ deeds }: { readonly deeds: readonly Deed[] }): number {
  return deeds.reduce((sum, { minutes }) => sum + minutes, 0);
}

/**
 * Who an appeal point counts as after a person did something to it: what a model proposed and a person accepts is
 * `person_picks_models`, whatever they change of it.
 */
export function authorAfter(author: Author, action: Deed['action']): Author {
  const isChoice = action === 'picked' || action === 'accepted' || action === 'edited';
  return author === 'model' && isChoice ? 'person_picks_models' : author;
}
