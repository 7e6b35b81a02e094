import type { CostDesk } from '#app/cost/cost-desk.ts';

/** What writing copy took. A local run counts what a stage would pay for the same tokens. */
export interface CopyCost {
  readonly seconds: number;
  /** Of which some may be cached. */
  readonly inTokens: number;
  readonly outTokens: number;
  /** Undefined where the model has no price. */
  readonly usd: number | undefined;
}

/** Adds up the ledger's lines about copy. @param seconds that the writing, checking and approving took. */
export async function copyCost(desk: Pick<CostDesk, 'readLedger'>, seconds: number): Promise<CopyCost> {
  const { open, closed } = await desk.readLedger();
  const lines = [...closed, ...open]
    .flatMap((statement) => statement.lines)
    .filter(({ tags, unit }) => tags.purpose === 'copy' && unit.includes('-token/'));
  const sum = (kind: string): number =>
    lines
      .filter(({ unit }) => unit.includes(`${kind}-token/`))
      .reduce((total, { quantity }) => total + Number(quantity), 0);
  return {
    seconds,
    inTokens: sum('input'),
    outTokens: sum('output'),
    usd: lines.length === 0 ? undefined : lines.reduce((total, { amount }) => total + Number(amount), 0),
  };
}
