import type { AppealType } from '#core/copy/approved-copy.ts';

/** What one kind of appeal point can be said with. */
interface AppealPhrases {
  readonly titles: readonly string[];
  readonly hooks: readonly string[];
}

/**
 * The local composer's words in one language. Slots: `{product}`, `{category}`, `{value}`; `{product:object}` brings
 * the particle. `[polite|formal]` is the same sentence at two speech levels.
 */
export interface PhraseBank {
  readonly appeals: Readonly<Record<AppealType, AppealPhrases>>;
  readonly closings: readonly string[];
  /** Short ones, for text messages. */
  readonly shortClosings: readonly string[];
  readonly greetings: readonly string[];
  /** How a fact is told, by its kind. */
  readonly facts: Readonly<
    Record<'price' | 'percent' | 'date' | 'quantity' | 'ingredient', readonly string[]>
  >;
}
