import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BrowserContext, chromium } from 'playwright-core';
import {
  type Fault,
  type ListeningFrontDoor,
  type Sending,
  serveFrontDoor,
  WRITE_KEY,
} from '#tests/front-door/front-door.ts';

/** 200 in CI: a page sends each event on its own. */
const EVENTS = Number(process.env['KAIROS_BROWSER_EVENTS'] ?? 200);

/** Said before the SDK is there: its snippet keeps them. */
const BEFORE_LOADING = 100;
/** Then at once: the SDK walks all that it has not sent for each event that it gets. */
const AT_ONCE = 100;

/** A page sends one request an event, and each only when the one before is answered. */
const LONGEST_MS = 90_000 + 200 * EVENTS;

const CHROMIUM = process.env['KAIROS_CHROMIUM'] ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The SDK's own build for pages, as its snippet loads it. */
const bundle = createRequire(import.meta.url).resolve('@segment/analytics-next/package.json');
const SDK = path.join(path.dirname(bundle), 'dist/umd/standalone.js');

let context: BrowserContext;
let userData: string;

beforeAll(async () => {
  userData = await mkdtemp(path.join(tmpdir(), 'kairos-chromium-'));
  context = await chromium.launchPersistentContext(userData, {
    executablePath: CHROMIUM,
    headless: true,
    args: QUIET,
  });
}, 120_000);

afterAll(async () => {
  await context.close();
  await rm(userData, { recursive: true, force: true });
});

/** A shop of another origin, whose page loads the SDK with our host in place of Segment's, as our guide says. */
async function serveShop(doorUrl: string): Promise<Server> {
  const sdk = await readFile(SDK, 'utf8');
  const html = `<!doctype html><meta charset="utf-8"><title>상점</title><script>
    window.analytics = []; window.analytics._writeKey = '${WRITE_KEY}'; window.analytics._cdn = '${doorUrl}';
    window.analytics.push(['identify', 'customer-1', { email: 'kim@example.com' }], ['page']);
    const viewed = (i) => ['track', 'Product Viewed', { product_id: 'P-' + i }];
    for (let i = 0; i < ${BEFORE_LOADING}; i++) window.analytics.push(viewed(i));
    async function goOn() {
      while (Array.isArray(window.analytics)) await new Promise((resolve) => setTimeout(resolve, 10));
      for (let from = ${BEFORE_LOADING}; from < ${EVENTS}; from += ${AT_ONCE}) {
        const slice = Array.from({ length: Math.min(${AT_ONCE}, ${EVENTS} - from) }, (_, index) => viewed(from + index));
        await Promise.all(slice.map(([call, ...about]) => window.analytics[call](...about)));
      }
    }
  </script><script src="/sdk.js" onload="goOn()"></script>`;
  const shop = createServer((request, response) => {
    const isSdk = request.url === '/sdk.js';
    response.writeHead(200, { 'content-type': isSdk ? 'text/javascript' : 'text/html; charset=utf-8' });
    response.end(isSdk ? sdk : html);
  });
  shop.listen(0, '127.0.0.1');
  await once(shop, 'listening');
  return shop;
}

/** Opens the shop's page and keeps it open until `done`. */
async function sendFromPage(door: ListeningFrontDoor, done: () => boolean): Promise<void> {
  const shop = await serveShop(door.url);
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/`);
  const deadlineMs = Date.now() + LONGEST_MS;
  while (!done() && Date.now() < deadlineMs) await page.waitForTimeout(100);
  await page.close();
  shop.closeAllConnections();
  shop.close();
}

/** Names of the distinct messages so far, by id; what was read before is not read again. */
function readNames(door: ListeningFrontDoor): () => ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let from = 0;
  return () => {
    for (const read of door.messages(from)) {
      if (read.kind === 'event') names.set(read.event.messageId, read.event.name);
    }
    from = door.stream.records.length;
    return names;
  };
}

describe('@segment/analytics-next in Chromium, unmodified', () => {
  it.each([
    ['without faults', (): Fault => undefined],
    [
      'through 429, 5xx and reset, two in a row',
      ({ batch, timesSent }: Sending): Fault =>
        batch % 20 === 0 && timesSent < 2
          ? (['fail', 'throttle', 'reset'] as const)[(batch / 20 + timesSent) % 3]
          : undefined,
    ],
  ])(
    'delivers every event %s',
    async (_title, fault) => {
      const door = await serveFrontDoor(fault);
      try {
        const namesSoFar = readNames(door);
        await sendFromPage(door, () => namesSoFar().size >= EVENTS + 2);
        const names = [...namesSoFar().values()];
        expect(names.filter((name) => name === 'Product Viewed')).toHaveLength(EVENTS);
        expect(names.filter((name) => name !== 'Product Viewed').sort()).toEqual(['identify', 'page']);
        expect(await door.contacts.of('customer-1')).toMatchObject([
          { channel: 'email', address: 'kim@example.com' },
        ]);
      } finally {
        await door.stop();
      }
    },
    LONGEST_MS + 30_000,
  );
});
