import { add, type Decimal, decimal, decimalText, subtract, ZERO } from '../../kernel/decimal.ts';
import { type CostLine, isBilled } from '../ledger/cost-line.ts';
import type { AnyFocusRow } from './check-focus.ts';
import { serviceFacts } from './service-facts.ts';

/** How a part of the bill relates to the ledger. */
export type ReconciledKind = 'matched' | 'shared' | 'unallocated' | 'marketplace' | 'tax' | 'adjustment';

/** A group of bill rows and of the ledger's lines that speak of the same: service, publisher, campaign, month. */
export interface ReconciledGroup {
  readonly kind: ReconciledKind;
  readonly month: string;
  readonly service: string;
  /** Empty where the row carries no campaign. */
  readonly campaign: string;
  readonly currency: string;
  /** Decimal texts, every digit. */
  readonly bill: string;
  readonly ledger: string;
  /** bill − ledger. */
  readonly difference: string;
}

interface Keyed {
  readonly key: string;
  readonly amount: Decimal;
}

/**
 * Compares a FOCUS file of the cloud's with the ledger's lines of the same months. Rows with a campaign tag are
 * matched; without one they are shared, if the ledger meters their service, else unallocated; what another publisher
 * sells is marketplace; tax and adjustments stand apart. A campaign's lines that the bill does not tag are shared. The groups' bill adds up to the file's BilledCost, their
 * ledger to the lines'.
 */
export function reconcile(rows: readonly AnyFocusRow[], lines: readonly CostLine[]): ReconciledGroup[] {
  const months = new Set(rows.map(monthIn));
  const own = lines.filter((line) => isBilled(line) && months.has(line.month));
  const metered = new Set(own.map((line) => serviceFacts(line.service, line.unit).name));
  const bill = sumByKey(rows.map((row) => billed(row, metered)));
  const tagged = new Set(rows.map(taggedIn));
  const ledger = sumByKey(own.map((line) => metering(line, tagged)));
  return [...new Set([...bill.keys(), ...ledger.keys()])].sort().map((key) => {
    const [kind, month = '', service = '', campaign = '', currency = ''] = JSON.parse(key) as [
      ReconciledKind,
      ...string[],
    ];
    const [asked, known] = [bill.get(key) ?? ZERO, ledger.get(key) ?? ZERO];
    return {
      kind,
      month,
      service,
      campaign,
      currency,
      bill: decimalText(asked),
      ledger: decimalText(known),
      difference: decimalText(subtract(asked, known)),
    };
  });
}

const monthIn = (row: AnyFocusRow): string => (row['BillingPeriodStart'] ?? '').slice(0, 7);

function sumByKey(parts: readonly Keyed[]): Map<string, Decimal> {
  const sums = new Map<string, Decimal>();
  for (const { key, amount } of parts) sums.set(key, add(sums.get(key) ?? ZERO, amount));
  return sums;
}

function billed(row: AnyFocusRow, metered: ReadonlySet<string>): Keyed {
  const service = row['ServiceName'] ?? '';
  const campaign = campaignIn(row['Tags']);
  const kind = kindOf(row, { isMetered: metered.has(service), campaign });
  const key = [kind, monthIn(row), service, campaign, row['BillingCurrency'] ?? ''];
  return { key: JSON.stringify(key), amount: decimal(row['BilledCost'] ?? '0') };
}

function kindOf(
  row: AnyFocusRow,
  { isMetered, campaign }: { readonly isMetered: boolean; readonly campaign: string },
): ReconciledKind {
  const category = row['ChargeCategory'];
  if (category === 'Tax') return 'tax';
  if (category === 'Credit' || category === 'Adjustment' || row['ChargeClass'] === 'Correction')
    return 'adjustment';
  if (isForeign(row['PublisherName'])) return 'marketplace';
  if (campaign !== '') return 'matched';
  return isMetered ? 'shared' : 'unallocated';
}

/** AWS names itself in several ways, with and without its legal form. */
const isForeign = (publisher: string | null | undefined): boolean =>
  publisher !== null && publisher !== undefined && !/^(AWS|Amazon)/i.test(publisher);

/** AWS puts `user:` before the tags that its customers chose. */
function campaignIn(tags: string | null | undefined): string {
  if (tags === null || tags === undefined || tags === '') return '';
  const pairs = Object.entries(JSON.parse(tags) as Record<string, unknown>);
  const found = pairs.find(([name]) => name.replace(/^user[:_]/, '') === 'campaign')?.[1];
  return typeof found === 'string' ? found : '';
}

/** A campaign that the bill knows, with month and service. */
const taggedIn = (row: AnyFocusRow): string =>
  [monthIn(row), row['ServiceName'] ?? '', campaignIn(row['Tags'])].join(' ');

/** The cloud cannot tell campaigns apart that share a table: what the bill does not tag is compared as a whole. */
function metering(line: CostLine, tagged: ReadonlySet<string>): Keyed {
  const { name, publisher } = serviceFacts(line.service, line.unit);
  const own = line.tags.campaign ?? '';
  const campaign = tagged.has([line.month, name, own].join(' ')) ? own : '';
  const key = [meteredKind(line, publisher, campaign), line.month, name, campaign, line.currency];
  return { key: JSON.stringify(key), amount: decimal(line.amount) };
}

function meteredKind(line: CostLine, publisher: string, campaign: string): ReconciledKind {
  if (line.kind === 'credit' || line.kind === 'correction' || line.causedIn !== line.month)
    return 'adjustment';
  if (line.kind === 'usage' && isForeign(publisher)) return 'marketplace';
  return campaign === '' ? 'shared' : 'matched';
}
