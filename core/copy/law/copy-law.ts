/** Effects that a cosmetic may claim once it is approved as functional. */
export type FunctionalEffect =
  | 'whitening'
  | 'wrinkle'
  | 'sun'
  | 'hair_loss'
  | 'acne'
  | 'hair_removal'
  | 'hair_colour'
  | 'barrier'
  | 'stretch_marks';

/**
 * Phrases that are banned for one reason. In a phrase a space is an optional gap, `|`, `?` and round brackets mean
 * what they mean in regular expressions, and `_` is up to three words.
 */
export interface BannedPhrases {
  readonly reason: { readonly ko: string; readonly en: string };
  readonly phrases: readonly string[];
  /** Allowed once the product is approved for this effect. */
  readonly unless?: FunctionalEffect;
  /** Allowed when a claim with evidence states it: goods other than cosmetics may prove it (an antibacterial fabric). */
  readonly isProvable?: boolean;
  /** Where the words mean something else: regular expressions over what stands right before and right after. */
  readonly notAfter?: string;
  readonly notBefore?: string;
  /** The phrase counts only in a sentence that has one of these (regular expression). */
  readonly onlyWith?: string;
}

/** A dated list of banned phrases. Pointers for a lawyer, not advice. */
export interface CopyLawPack {
  readonly id: string;
  /** ISO date of the edition that was read. */
  readonly edition: string;
  readonly source: string;
  /** Who checked it for whom, and when; "nobody yet" is an honest answer. */
  readonly checkedBy: string;
  readonly banned: readonly BannedPhrases[];
}
