import type { Considered } from '../audience/judge-audience.ts';

/**
 * What the added orders of a message rest on: `person`, a trusted model of uplift by person; `persona`, holdout
 * differences by persona; `response`, the probability to buy times what the campaign assumes.
 */
export type UpliftBasis = 'person' | 'persona' | 'response';

/** Why plans go by uplift of persons, or why they do not. */
export type UpliftStanding =
  | 'trusted'
  | 'nothing_measured'
  | 'too_few_answers'
  | 'not_above_chance'
  | 'not_above_response'
  | 'not_above_flags';

/** What finished campaigns say of sending. */
export interface MeasuredUplift {
  readonly standing: UpliftStanding;
  /** Orders that a message adds for a person, may be below 0; undefined where no experiment has measured any. */
  ordersPerMessage(
    person: Considered,
  ): { readonly orders: number; readonly basis: Exclude<UpliftBasis, 'response'> } | undefined;
}

/** Before any campaign was measured. */
export const nothingMeasured: MeasuredUplift = {
  standing: 'nothing_measured',
  ordersPerMessage: () => undefined,
};
