import type { Message } from '#core/events/message.ts';
import type { ImportKind } from './import-kind.ts';
import { type ImportOrigin, importedMessage, present } from './import-message.ts';
import type { Moment } from './moment.ts';
import { RowRefused } from './row-problem.ts';
import type { RowValues } from './row-reader.ts';

/** Kinds whose every row is one message. */
export type RowMessageKind = Extract<
  ImportKind,
  'reviews' | 'coupon_redemptions' | 'campaign_targets' | 'demographics'
>;

/** What a row's message needs beside the row. */
export interface RowMessageFacts extends ImportOrigin {
  /** Start of a campaign that was imported before, `YYYY-MM-DD`; undefined if nobody knows it. */
  readonly campaignStart: (campaignId: string) => string | undefined;
  /** Time of statements that carry none, UTC epoch ms. */
  readonly nowMs: number;
}

type Content = Pick<Message, 'type' | 'event' | 'properties' | 'traits'>;

const text = (row: RowValues, name: string): string | undefined => row.cells[name] as string | undefined;

const CONTENT: Readonly<Record<RowMessageKind, (row: RowValues) => Content>> = {
  reviews: (row) => ({
    type: 'track',
    event: 'Product Reviewed',
    properties: present({
      product_id: text(row, 'product_id'),
      rating: row.cells['rating'] as number | undefined,
      review_title: text(row, 'title'),
      review_body: text(row, 'text'),
    }),
  }),
  coupon_redemptions: (row) => ({
    type: 'track',
    event: 'Coupon Applied',
    properties: present({ coupon_id: text(row, 'coupon_id'), campaign: text(row, 'campaign_id') }),
  }),
  campaign_targets: (row) => ({
    type: 'track',
    event: 'Ad Exposed',
    properties: present({ campaign: text(row, 'campaign_id') }),
  }),
  demographics: (row) => ({ type: 'identify', traits: { demographics: row.extra } }),
};

function momentOf(row: RowValues, kind: RowMessageKind, facts: RowMessageFacts): Moment {
  const said = row.cells['timestamp'] as Moment | undefined;
  if (said !== undefined) return said;
  if (kind !== 'campaign_targets') return { atMs: facts.nowMs, isDayOnly: false };
  const start = facts.campaignStart(text(row, 'campaign_id') ?? '');
  if (start === undefined) throw new RowRefused('unknown_campaign', 'campaign_id');
  return { atMs: Date.parse(`${start}T12:00:00Z`), isDayOnly: true };
}

/**
 * One row as one message.
 * @throws RowRefused if a campaign's target has no time and the campaign is not known either.
 */
export function rowMessage(kind: RowMessageKind, row: RowValues, facts: RowMessageFacts): Message {
  const customerId = text(row, 'customer_id') ?? '';
  const at = { line: row.line, customerId, moment: momentOf(row, kind, facts) };
  return importedMessage(facts, at, CONTENT[kind](row));
}
