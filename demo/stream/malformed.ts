import { type Random, uuidOf } from '../random.ts';
import type { DemoMessage } from './message.ts';

/** A message as a careless program would send it; its id is its own, so that no good message is lost. */
export function malformed(
  like: DemoMessage,
  random: Random,
): { readonly json: string; readonly detail: string; readonly messageId: string } {
  const messageId = uuidOf(random);
  const [detail, breakIt] = random.pick(ways);
  const json = breakIt({ ...like, messageId });
  return { json, detail, messageId };
}

type Way = readonly [detail: string, breakIt: (message: DemoMessage) => string];

const without = (message: DemoMessage, ...fields: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(Object.entries(message).filter(([field]) => !fields.includes(field))));

const ways: readonly Way[] = [
  ['cut off in the middle', (message) => JSON.stringify(message).slice(0, 60)],
  ['no type', (message) => without(message, 'type')],
  ['no message id', (message) => without(message, 'messageId')],
  ['nobody: neither user nor device', (message) => without(message, 'userId', 'anonymousId')],
  ['unknown type', (message) => JSON.stringify({ ...message, type: 'trak' })],
  ['track without event', (message) => without({ ...message, type: 'track' }, 'event')],
  ['event is a number', (message) => JSON.stringify({ ...message, type: 'track', event: 404 })],
  ['timestamp in words', (message) => JSON.stringify({ ...message, timestamp: '어제 오후' })],
  [
    'properties are a text',
    (message) => JSON.stringify({ ...message, properties: 'none', type: 'track', event: 'Cart Viewed' }),
  ],
  ['a bare number', () => '42'],
];
