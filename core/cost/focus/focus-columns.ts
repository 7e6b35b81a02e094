/** What a FOCUS column holds. */
export type FocusType = 'String' | 'Decimal' | 'Date/Time' | 'JSON';

/** One column of FOCUS: its id, type, and whether rows may leave it empty. */
export interface FocusColumn {
  readonly id: string;
  readonly type: FocusType;
  /** `mandatory` and `conditional` by FOCUS 1.2; `later` by 1.3 and 1.4; `own` begins with `x_`. */
  readonly level: 'mandatory' | 'recommended' | 'conditional' | 'later' | 'own';
  readonly isNullable: boolean;
  readonly values?: readonly string[];
}

/** Broad kinds of charge. */
const CHARGE_CATEGORY_VALUES = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'];

/** Broad kinds of service that FOCUS 1.2 knows. */
const SERVICE_CATEGORY_VALUES = [
  'AI and Machine Learning',
  'Analytics',
  'Business Applications',
  'Compute',
  'Databases',
  'Developer Tools',
  'Identity',
  'Integration',
  'Internet of Things',
  'Management and Governance',
  'Media',
  'Migration',
  'Mobile',
  'Multicloud',
  'Networking',
  'Other',
  'Security',
  'Storage',
  'Web',
];

type Rest = Partial<Pick<FocusColumn, 'isNullable' | 'values'>>;

const column = (id: string, type: FocusType, level: FocusColumn['level'], rest: Rest = {}): FocusColumn => ({
  id,
  type,
  level,
  isNullable: false,
  ...rest,
});

const NULLABLE = { isNullable: true };

/**
 * The columns of our FOCUS file, in its order: every mandatory one of FOCUS 1.2, those whose condition we meet, and
 * the two names of the provider that 1.4 has.
 * @see https://focus.finops.org/focus-specification/v1-2/
 */
export const FOCUS_COLUMNS = [
  column('BilledCost', 'Decimal', 'mandatory'),
  column('BillingAccountId', 'String', 'mandatory'),
  column('BillingAccountName', 'String', 'mandatory', NULLABLE),
  column('BillingAccountType', 'String', 'conditional', NULLABLE),
  column('BillingCurrency', 'String', 'mandatory'),
  column('BillingPeriodEnd', 'Date/Time', 'mandatory'),
  column('BillingPeriodStart', 'Date/Time', 'mandatory'),
  column('ChargeCategory', 'String', 'mandatory', { values: CHARGE_CATEGORY_VALUES }),
  column('ChargeClass', 'String', 'mandatory', { ...NULLABLE, values: ['Correction'] }),
  column('ChargeDescription', 'String', 'mandatory', NULLABLE),
  column('ChargeFrequency', 'String', 'recommended', {
    values: ['One-Time', 'Recurring', 'Usage-Based'],
  }),
  column('ChargePeriodEnd', 'Date/Time', 'mandatory'),
  column('ChargePeriodStart', 'Date/Time', 'mandatory'),
  column('ConsumedQuantity', 'Decimal', 'conditional', NULLABLE),
  column('ConsumedUnit', 'String', 'conditional', NULLABLE),
  column('ContractedCost', 'Decimal', 'mandatory'),
  column('ContractedUnitPrice', 'Decimal', 'conditional', NULLABLE),
  column('EffectiveCost', 'Decimal', 'mandatory'),
  column('InvoiceId', 'String', 'recommended', NULLABLE),
  column('InvoiceIssuerName', 'String', 'mandatory'),
  column('ListCost', 'Decimal', 'mandatory'),
  column('ListUnitPrice', 'Decimal', 'conditional', NULLABLE),
  column('PricingCategory', 'String', 'conditional', {
    ...NULLABLE,
    values: ['Standard', 'Dynamic', 'Committed', 'Other'],
  }),
  column('PricingQuantity', 'Decimal', 'mandatory', NULLABLE),
  column('PricingUnit', 'String', 'mandatory', NULLABLE),
  column('ProviderName', 'String', 'mandatory'),
  column('PublisherName', 'String', 'mandatory'),
  column('RegionId', 'String', 'conditional', NULLABLE),
  column('RegionName', 'String', 'conditional', NULLABLE),
  column('ServiceCategory', 'String', 'mandatory', { values: SERVICE_CATEGORY_VALUES }),
  column('ServiceName', 'String', 'mandatory'),
  column('SkuId', 'String', 'conditional', NULLABLE),
  column('SkuPriceId', 'String', 'conditional', NULLABLE),
  column('Tags', 'JSON', 'conditional', NULLABLE),
  column('HostProviderName', 'String', 'later', NULLABLE),
  column('ServiceProviderName', 'String', 'later'),
  column('x_CostStanding', 'String', 'own', { values: ['actual', 'estimate'] }),
  column('x_Reference', 'String', 'own', NULLABLE),
] as const satisfies readonly FocusColumn[];
