import type { CopyChannel } from '../copy/approved-copy.ts';
import type { ExpectedUse } from '../cost/ledger/forecast.ts';
import { MESSAGE_STORE_UNITS, messageUnit } from '../cost/meter/message-unit.ts';

/** Planned messages that share a copy. */
export interface PlannedCopy {
  readonly channel: CopyChannel;
  readonly messages: number;
  /** Units that the channel's supplier bills for each: parts of an SMS, else 1. */
  readonly parts: number;
}

/** What planned messages are expected to use: what suppliers bill for each, and the stores' reads and writes. */
export function expectedUses(
  copies: readonly PlannedCopy[],
  { jurisdiction, region }: { readonly jurisdiction: string; readonly region: string },
): ExpectedUse[] {
  const byChannel = [...Map.groupBy(copies, ({ channel }) => channel)].sort(([a], [b]) => (a < b ? -1 : 1));
  const messages = sum(copies.map((copy) => copy.messages));
  const stored = Object.entries(MESSAGE_STORE_UNITS).map(([unit, each]) => ({
    ...{ service: 'AmazonDynamoDB', unit, region },
    ...derived([[each, messages]]),
  }));
  return [
    ...byChannel.map(([channel, own]) => ({
      ...messageUnit(channel, jurisdiction),
      region,
      ...derived(messagesByParts(own)),
    })),
    ...stored,
  ].filter(({ quantity }) => quantity !== '0');
}

type Factors = readonly (readonly [each: number, messages: number])[];

function messagesByParts(copies: readonly PlannedCopy[]): Factors {
  const groups = [...Map.groupBy(copies, ({ parts }) => parts)].sort(([a], [b]) => a - b);
  return groups.map(([parts, own]) => [parts, sum(own.map(({ messages }) => messages))]);
}

const derived = (factors: Factors) => ({
  quantity: String(sum(factors.map(([each, messages]) => each * messages))),
  derivation: factors.map(([each, messages]) => `${messages.toLocaleString('en-US')} × ${each}`).join(' + '),
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
