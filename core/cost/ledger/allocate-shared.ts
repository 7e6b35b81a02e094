import { add, type Decimal, decimal, decimalText, ZERO } from '../../kernel/decimal.ts';
import type { CostLine } from './cost-line.ts';
import { shareAmount } from './share-exactly.ts';

/** By what a shared cost is split: messages sent, the campaigns' own cost, or weights that people agreed on. */
export type AllocationBasis =
  | 'messages'
  | 'direct_cost'
  | { readonly weights: Readonly<Record<string, number>> };

/** Which shared lines a rule takes, and how it splits them. An empty match takes what no earlier rule took. */
export interface AllocationRule {
  readonly stage?: string;
  readonly service?: string;
  readonly by: AllocationBasis;
}

/** How shared and idle cost is allocated to campaigns; a new version never changes months that are closed. */
export interface AllocationKey {
  readonly version: number;
  /** Who approved it; an allocation by an unapproved key is not made. */
  readonly approvedBy: string;
  /** ISO 8601. */
  readonly approvedAt: string;
  /** The first rule that matches a line takes it. */
  readonly rules: readonly AllocationRule[];
}

/** A campaign's part of the shared lines that one rule took, in one currency. */
export interface AllocatedShare {
  readonly campaign: string;
  readonly currency: string;
  /** Exact decimal text. */
  readonly amount: string;
  /** Index of the rule, and its basis in words. */
  readonly rule: number;
}

/** Shared cost: what it is, whom it was allocated to, what nobody took. */
export interface Allocation {
  /** Lines without a campaign, whole. */
  readonly shared: readonly CostLine[];
  readonly shares: readonly AllocatedShare[];
  /** Shared lines that no rule takes or that there is no weight for. */
  readonly unallocated: readonly CostLine[];
}

/** Units that a customer receives. */
const MESSAGE_UNITS: ReadonlySet<string> = new Set(['push', 'email', 'email-a-la-carte']);

const isMessage = ({ unit }: CostLine): boolean => MESSAGE_UNITS.has(unit) || unit.startsWith('sms-part');

/**
 * Splits the lines without a campaign over the campaigns of the same statement. Each rule's lines are added up per
 * currency and split once, by largest remainder: shares and unallocated lines add up to the shared lines exactly.
 */
export function allocateShared(lines: readonly CostLine[], key: AllocationKey | undefined): Allocation {
  const shared = lines.filter(({ tags }) => tags.campaign === undefined);
  const shares: AllocatedShare[] = [];
  const unallocated: CostLine[] = [];
  for (const [rule, taken] of groupByRule(shared, key)) {
    const by = key?.rules[rule]?.by;
    const weights = by === undefined ? [] : [...weightsOf(lines, by)];
    if (weights.length === 0) unallocated.push(...taken);
    else shares.push(...splitByCurrency(taken, weights, rule));
  }
  return { shared, shares, unallocated };
}

function groupByRule(shared: readonly CostLine[], key: AllocationKey | undefined): Map<number, CostLine[]> {
  const groups = new Map<number, CostLine[]>();
  for (const line of shared) {
    const rule = key?.rules.findIndex((candidate) => isTaken(line, candidate)) ?? -1;
    groups.set(rule, [...(groups.get(rule) ?? []), line]);
  }
  return new Map([...groups].sort(([a], [b]) => a - b));
}

const isTaken = ({ tags, service }: CostLine, rule: AllocationRule): boolean =>
  (rule.stage === undefined || rule.stage === tags.stage) &&
  (rule.service === undefined || rule.service === service);

function splitByCurrency(
  taken: readonly CostLine[],
  weights: readonly (readonly [string, bigint])[],
  rule: number,
): AllocatedShare[] {
  const totals = new Map<string, Decimal>();
  for (const { currency, amount } of taken)
    totals.set(currency, add(totals.get(currency) ?? ZERO, decimal(amount)));
  return [...totals].flatMap(([currency, total]) =>
    shareAmount(
      total,
      weights.map(([, weight]) => weight),
    ).map((amount, index) => ({
      campaign: weights[index]?.[0] ?? '',
      currency,
      amount: decimalText(amount),
      rule,
    })),
  );
}

/** Positive weights by campaign, campaigns in order. */
function weightsOf(lines: readonly CostLine[], by: AllocationBasis): Map<string, bigint> {
  const weights = new Map<string, bigint>();
  const give = (campaign: string | undefined, weight: bigint): void => {
    if (campaign !== undefined && weight > 0n) weights.set(campaign, (weights.get(campaign) ?? 0n) + weight);
  };
  if (typeof by === 'object')
    for (const [campaign, weight] of Object.entries(by.weights)) give(campaign, BigInt(weight));
  else if (by === 'messages')
    for (const line of lines.filter(isMessage)) give(line.tags.campaign, BigInt(line.quantity));
  else for (const line of directCosts(lines)) give(line.campaign, line.weight);
  return new Map([...weights].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The campaigns' own cost as whole numbers of one size. Amounts of several currencies cannot be compared: the first by name counts. */
function directCosts(lines: readonly CostLine[]): { campaign: string; weight: bigint }[] {
  const own = lines.filter(({ tags }) => tags.campaign !== undefined);
  const currency = own.map((line) => line.currency).sort()[0];
  const amounts = own
    .filter((line) => line.currency === currency)
    .map((line) => ({ campaign: line.tags.campaign as string, amount: decimal(line.amount) }));
  const scale = Math.max(0, ...amounts.map(({ amount }) => amount.scale));
  return amounts.map(({ campaign, amount }) => ({
    campaign,
    weight: amount.units * 10n ** BigInt(scale - amount.scale),
  }));
}
