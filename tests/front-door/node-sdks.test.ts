import { afterEach, describe, expect, it } from '@jest/globals';
import RudderAnalytics from '@rudderstack/rudder-sdk-node';
import { Analytics } from '@segment/analytics-node';
import {
  type Fault,
  type ListeningFrontDoor,
  type Sending,
  serveFrontDoor,
  WRITE_KEY,
} from './front-door.ts';

/** 1,000 in CI, 10,000 under torture. */
const EVENTS = Number(process.env['KAIROS_SDK_EVENTS'] ?? 1000);

/** Waiting out the Retry-Afters takes most of it. Milliseconds. */
const TIMEOUT_MS = 60_000 + EVENTS * 20;

let door: ListeningFrontDoor | undefined;
afterEach(() => door?.stop());

const KINDS: readonly Fault[] = ['fail', 'reset', 'throttle'];

/** Every third batch meets two faults in a row, another pair each time. */
function twoFaults({ batch, timesSent }: Sending): Fault {
  return batch % 3 === 0 && timesSent < 2 ? KINDS[(batch / 3 + timesSent) % 3] : undefined;
}

function distinctEvents(listening: ListeningFrontDoor): Set<string> {
  return new Set(
    listening.messages().map((read) => {
      if (read.kind === 'refused') throw new Error(`refused: ${read.rejection.detail}`);
      return read.event.messageId;
    }),
  );
}

async function sendWithSegment(url: string): Promise<void> {
  // It sends 200 requests at once: two busy cores take longer than its ten seconds, and it would send them again.
  const analytics = new Analytics({
    writeKey: WRITE_KEY,
    host: url,
    flushAt: 50,
    flushInterval: 50,
    httpRequestTimeout: TIMEOUT_MS,
  });
  for (let index = 0; index < EVENTS; index += 1) {
    analytics.track({
      userId: `user-${index % 97}`,
      event: index % 10 === 0 ? 'Checkout Started' : 'Product Viewed',
      properties: { product_id: `P-${index}`, price: 12900 },
    });
  }
  await analytics.closeAndFlush();
}

function sendSome(rudder: RudderAnalytics, from: number, to: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = to - from;
    const done = (error?: Error) => {
      if (error) reject(error);
      left -= 1;
      if (left === 0) resolve();
    };
    for (let index = from; index < to; index += 1) {
      const properties = { product_id: `P-${index}` };
      rudder.track({ userId: `user-${index % 97}`, event: 'Product Viewed', properties }, done);
    }
  });
}

async function sendWithRudder(url: string): Promise<void> {
  const rudder = new RudderAnalytics(WRITE_KEY, {
    dataPlaneUrl: url,
    flushAt: 50,
    flushInterval: 50,
    maxInternalQueueSize: EVENTS + 1,
    logLevel: 'none',
  });
  // Each call beyond a full batch starts a flush of its own: an app that sent thousands in one tick would wait for ever.
  for (let from = 0; from < EVENTS; from += 500) await sendSome(rudder, from, Math.min(from + 500, EVENTS));
  await rudder.flush();
}

describe.each([
  ['@segment/analytics-node', sendWithSegment],
  ['@rudderstack/rudder-sdk-node', sendWithRudder],
])('%s, unmodified', (_name, send) => {
  it(
    'delivers every event and flushes',
    async () => {
      door = await serveFrontDoor();
      await send(door.url);
      expect(distinctEvents(door).size).toBe(EVENTS);
      expect(door.messages()).toHaveLength(EVENTS);
    },
    TIMEOUT_MS,
  );

  it(
    'delivers every event through 429 with Retry-After, 5xx and reset, two in a row',
    async () => {
      let faults = 0;
      door = await serveFrontDoor((sending) => {
        const fault = twoFaults(sending);
        faults += fault === undefined ? 0 : 1;
        return fault;
      });
      await send(door.url);
      expect(distinctEvents(door).size).toBe(EVENTS);
      expect(faults).toBeGreaterThanOrEqual(14);
    },
    TIMEOUT_MS,
  );
});
