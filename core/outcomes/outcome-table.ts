import type { AppealType, Author, CopyChannel } from '#core/copy/approved-copy.ts';
import { type ArmSums, addPerson, mergeArms, noPeople } from './experiments/arm-sums.ts';

/** What a group of people has in common; fields that do not apply (the holdout has no words) are empty. */
export interface Cell {
  /** `holdout`, `own_time`, `random_time`, `one_time`. */
  readonly timing: string;
  /** Name of the content arm. */
  readonly content: string;
  readonly appealType: AppealType | '';
  readonly appealAuthor: Author | '';
  readonly copyAuthor: Author | '';
  readonly offerId: string;
  /** Products that the arm prescribes, e.g. `SKU-1+SKU-2`; empty where the campaign's hold. */
  readonly armProducts: string;
  /** Channels that the arm prescribes, e.g. `push+sms`; empty where the plan chose. */
  readonly armChannels: string;
  /** Cap that the arm prescribes, e.g. `≤ 1 / 7 d`; empty where the campaign's holds. */
  readonly armCap: string;
  /** Of the planned message. */
  readonly channel: CopyChannel | '';
  readonly personaId: string;
}

/** People by cell, as sums of one metric and its covariate. */
export type OutcomeTable = ReadonlyMap<string, { readonly cell: Cell; readonly sums: ArmSums }>;

/** One person's place and metric. */
export interface CellRow {
  readonly cell: Cell;
  readonly metric: number;
  readonly covariate: number;
}

const keyOf = (cell: Cell): string =>
  JSON.stringify([
    cell.timing,
    cell.content,
    cell.appealType,
    cell.appealAuthor,
    cell.copyAuthor,
    cell.offerId,
    cell.armProducts,
    cell.armChannels,
    cell.armCap,
    cell.channel,
    cell.personaId,
  ]);

/** Sums up rows, one after the other: nothing of a row is kept. */
export class OutcomeTally {
  readonly #table = new Map<string, { cell: Cell; sums: ArmSums }>();

  add({ cell, metric, covariate }: CellRow): void {
    const key = keyOf(cell);
    const sums = addPerson(this.#table.get(key)?.sums ?? noPeople, metric, covariate);
    this.#table.set(key, { cell, sums });
  }

  table(): OutcomeTable {
    return this.#table;
  }
}

/** Sums up rows. */
export function summariseOutcomes(rows: Iterable<CellRow>): OutcomeTable {
  const tally = new OutcomeTally();
  for (const row of rows) tally.add(row);
  return tally.table();
}

/** Two tables of different people as one, in any order. */
export function mergeOutcomes(a: OutcomeTable, b: OutcomeTable): OutcomeTable {
  const merged = new Map(a);
  for (const [key, { cell, sums }] of b) {
    const known = merged.get(key);
    merged.set(key, { cell, sums: known === undefined ? sums : mergeArms(known.sums, sums) });
  }
  return merged;
}

/** Everybody whose cell passes. */
export function sumWhere(table: OutcomeTable, passes: (cell: Cell) => boolean): ArmSums {
  let sums = noPeople;
  for (const entry of table.values()) if (passes(entry.cell)) sums = mergeArms(sums, entry.sums);
  return sums;
}

/** The distinct values of a field, sorted, without the empty one. */
export function valuesOf(table: OutcomeTable, field: keyof Cell): readonly string[] {
  const values = new Set([...table.values()].map(({ cell }) => cell[field]));
  values.delete('');
  return [...values].sort();
}
