import { decimal, decimalText, divideExactly, multiply } from '../../kernel/decimal.ts';
import { type CostLine, isBilled } from '../ledger/cost-line.ts';
import { monthEndMs, monthStartMs } from '../ledger/month.ts';
import { USAGE_TAGS } from '../meter/usage.ts';
import type { FOCUS_COLUMNS } from './focus-columns.ts';
import { serviceFacts } from './service-facts.ts';

/** A column of our FOCUS file. */
export type FocusColumnId = (typeof FOCUS_COLUMNS)[number]['id'];

/** One row of a FOCUS file; null is no value. Numbers are decimal texts with every digit. */
export type FocusRow = Readonly<Record<FocusColumnId, string | null>>;

/** Whose bill it is. */
export interface BillingAccount {
  readonly id: string;
  readonly name: string;
}

const CLOUD_REGIONS: Readonly<Record<string, string>> = {
  'ap-northeast-2': 'Asia Pacific (Seoul)',
  'us-east-1': 'US East (N. Virginia)',
};

/** The lines that a cloud or another supplier bills, as FOCUS rows: BilledCost is each line's amount to the last digit. */
export function focusRows(lines: readonly CostLine[], account: BillingAccount): FocusRow[] {
  return lines.filter(isBilled).map((line) => focusRow(line, account));
}

function focusRow(line: CostLine, account: BillingAccount): FocusRow {
  const facts = serviceFacts(line.service, line.unit);
  const isUsage = line.kind === 'usage';
  return {
    BilledCost: line.amount,
    BillingAccountId: account.id,
    BillingAccountName: account.name,
    BillingAccountType: 'Billing Account',
    BillingCurrency: line.currency,
    ...periodCells(line),
    ChargeDescription: line.description,
    ChargeFrequency: isUsage ? 'Usage-Based' : 'One-Time',
    ConsumedQuantity: isUsage ? line.quantity : null,
    ConsumedUnit: isUsage ? unitName(line.unit) : null,
    ContractedCost: line.amount,
    EffectiveCost: line.amount,
    InvoiceId: isUsage ? null : line.source,
    InvoiceIssuerName: facts.provider,
    ...priceCells(line),
    ProviderName: facts.provider,
    PublisherName: facts.publisher,
    RegionId: line.region === '' ? null : line.region,
    RegionName: CLOUD_REGIONS[line.region] ?? null,
    ServiceCategory: facts.category,
    ServiceName: facts.name,
    Tags: tagsJson(line),
    HostProviderName: facts.provider,
    ServiceProviderName: facts.provider,
    x_CostStanding: line.standing,
    x_Reference: line.reference ?? null,
  };
}

function periodCells({ month, causedIn, kind }: CostLine) {
  return {
    BillingPeriodEnd: instant(monthEndMs(month)),
    BillingPeriodStart: instant(monthStartMs(month)),
    // A bill that is out already is corrected: late usage, and whatever says that it corrects.
    ChargeClass: causedIn !== month || kind === 'correction' ? 'Correction' : null,
    ChargePeriodEnd: instant(monthEndMs(causedIn)),
    ChargePeriodStart: instant(monthStartMs(causedIn)),
  };
}

/** Credits and adjustments have no price. */
function priceCells(line: CostLine) {
  const { service, unit, region, price, per } = line;
  const ChargeCategory = categoryOf(line);
  const isPriced = ChargeCategory === 'Usage' || ChargeCategory === 'Purchase';
  const priced = (text: string): string | null => (isPriced ? text : null);
  return {
    ChargeCategory,
    ContractedUnitPrice: priced(price),
    ListCost: isPriced ? costAt(line, line.listPrice) : line.amount,
    ListUnitPrice: priced(line.listPrice),
    PricingCategory: priced('Standard'),
    PricingQuantity: priced(pricingQuantity(line)),
    PricingUnit: priced(per === '1' ? unitName(unit) : `${per} ${unitName(unit)}`),
    SkuId: priced(`${service}/${unit}`),
    SkuPriceId: priced([service, unit, region, price, per].join('/')),
  };
}

function categoryOf({ kind }: CostLine): string {
  if (kind === 'usage') return 'Usage';
  if (kind === 'credit') return 'Credit';
  return kind === 'correction' ? 'Adjustment' : 'Purchase';
}

const pricingQuantity = ({ quantity, per }: CostLine): string =>
  decimalText(divideExactly(decimal(quantity), BigInt(per)));

const costAt = (line: CostLine, price: string): string =>
  decimalText(multiply(decimal(pricingQuantity(line)), decimal(price)));

const instant = (atMs: number): string => new Date(atMs).toISOString().replace('.000Z', 'Z');

/** `write-request-unit` as `Write Request Unit`. */
function unitName(unit: string): string {
  return unit.replaceAll(/(^|[-/])([a-z])/g, (_, between: string, letter: string) => {
    const gap = between === '-' ? ' ' : between;
    return `${gap}${letter.toUpperCase()}`;
  });
}

function tagsJson({ tags }: CostLine): string {
  const known = USAGE_TAGS.flatMap((key) => (tags[key] === undefined ? [] : [[key, tags[key]] as const]));
  return JSON.stringify(Object.fromEntries(known));
}
