import { type CatalogueKind, catalogueItem } from './catalogue-item.ts';
import type { ColumnMap } from './detect-columns.ts';
import { type Delivery, EMPTY_TALLY, type FileHandler, type ImportedAddress } from './file-handler.ts';
import type { Moment } from './moment.ts';
import { plainText } from './plain-text.ts';
import { type RowMessageFacts, type RowMessageKind, rowMessage } from './row-message.ts';
import { type RowProblem, RowRefused } from './row-problem.ts';
import {
  createRowReader,
  type FileRow,
  isRowProblem,
  type RowReading,
  type RowValues,
} from './row-reader.ts';

/** What one row of a kind comes to. @throws RowRefused */
type DeliverRow = (values: RowValues) => Delivery;

const text = (row: RowValues, name: string): string | undefined => row.cells[name] as string | undefined;

/** An address that could be delivered to, as far as its form tells. */
function addressOf(row: RowValues): ImportedAddress {
  const channel = text(row, 'channel') as ImportedAddress['channel'];
  const address = plainText(text(row, 'address') ?? '');
  if (channel === 'email' && !/^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/.test(address)) {
    throw new RowRefused('bad_email', 'address');
  }
  const digits = address.replaceAll(/\D/g, '').length;
  // An 080 number or a short code has eight digits; E.164 ends at fifteen.
  if (channel === 'sms' && (digits < 8 || digits > 15 || /[^\d\s()+.\-]/.test(address))) {
    throw new RowRefused('bad_phone', 'address');
  }
  return { channel, address };
}

const contact: DeliverRow = (row) => ({
  to: 'contacts',
  contact: {
    ...addressOf(row),
    customerId: text(row, 'customer_id') ?? '',
    timezone: text(row, 'timezone'),
    locale: text(row, 'locale'),
    platform: text(row, 'platform'),
  },
});

const consent: DeliverRow = (row) => ({
  to: 'consents',
  consent: {
    customerId: text(row, 'customer_id') ?? '',
    channel: text(row, 'channel') ?? 'all',
    purpose: text(row, 'purpose') ?? '',
    granted: row.cells['granted'] === true,
    atMs: (row.cells['timestamp'] as Moment).atMs,
    basis: text(row, 'basis') ?? '',
    textVersion: text(row, 'text_version') ?? '',
  },
});

const suppression: DeliverRow = (row) => ({
  to: 'suppressions',
  suppression: {
    ...addressOf(row),
    reason: text(row, 'reason') ?? '',
    atMs: (row.cells['timestamp'] as Moment).atMs,
    isLifted: row.cells['lifted'] === true,
  },
});

function deliverRow(kind: RowKind, facts: RowMessageFacts): DeliverRow {
  switch (kind) {
    case 'contacts':
      return contact;
    case 'consents':
      return consent;
    case 'suppressions':
      return suppression;
    case 'reviews':
    case 'coupon_redemptions':
    case 'campaign_targets':
    case 'demographics':
      return (row) => ({ to: 'stream', message: rowMessage(kind, row, facts) });
    default:
      return (row) => ({ to: 'catalogue', item: catalogueItem(kind, row) });
  }
}

/** Kinds whose every row stands for itself. */
export type RowKind = RowMessageKind | CatalogueKind | 'contacts' | 'consents' | 'suppressions';

/** Counts customers and days while rows are delivered. */
function customerOf(delivery: Delivery): string | undefined {
  switch (delivery.to) {
    case 'stream':
      return delivery.message.userId ?? delivery.message.anonymousId;
    case 'contacts':
      return delivery.contact.customerId;
    case 'consents':
      return delivery.consent.customerId;
    default:
      return undefined;
  }
}

/** A handler of files whose every row comes to one delivery. */
export function createSingleRowHandler(deliver: (row: FileRow) => Delivery | RowProblem): FileHandler {
  const customers = new Set<string>();
  return {
    look(row) {
      const delivery = deliver(row);
      if ('code' in delivery) return delivery;
      const customer = customerOf(delivery);
      if (customer !== undefined) customers.add(customer);
      return undefined;
    },
    passCount: () => 1,
    deliver(row) {
      const delivery = deliver(row);
      return 'code' in delivery ? undefined : delivery;
    },
    tally: () => ({ ...EMPTY_TALLY, customerCount: customers.size }),
    currency: () => undefined,
  };
}

/** Reads every kind of table but purchases. */
export function createRowHandler(
  kind: RowKind,
  map: ColumnMap,
  reading: RowReading,
  facts: RowMessageFacts,
): FileHandler {
  const read = createRowReader(map, reading);
  const deliver = deliverRow(kind, facts);
  return createSingleRowHandler((row) => {
    const values = read(row);
    if (isRowProblem(values)) return values;
    try {
      return deliver(values);
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      const place = map.found.find(({ column }) => column.name === error.columnName)?.places[0];
      const column = plainText(map.header[place ?? -1] ?? '');
      return { line: row.line, column, code: error.code, facts: error.facts };
    }
  });
}
