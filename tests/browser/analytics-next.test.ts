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

/** A page sends one request an event. */
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
    for (let i = 0; i < ${EVENTS}; i++) window.analytics.push(['track', 'Product Viewed', { product_id: 'P-' + i }]);
  </script><script src="/sdk.js"></script>`;
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

function namesByMessage(door: ListeningFrontDoor): Map<string, string> {
  return new Map(
    door
      .messages()
      .flatMap((read) => (read.kind === 'event' ? [[read.event.messageId, read.event.name]] : [])),
  );
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
        await sendFromPage(door, () => namesByMessage(door).size >= EVENTS + 2);
        const names = [...namesByMessage(door).values()];
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
