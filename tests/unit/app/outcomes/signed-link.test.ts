import { describe, expect, it } from '@jest/globals';
import { makeReport } from '#app/kpis/make-report.ts';
import { measureCampaign } from '#app/kpis/measure-campaign.ts';
import { keepClicks } from '#app/outcomes/keep-clicks.ts';
import { readRecord } from '#core/events/read-record.ts';
import { isUrgent } from '#core/events/urgent-event.ts';
import { judgeClick } from '#core/outcomes/human-click.ts';
import { clickOf, clicksFor } from '#core/outcomes/message-click.ts';
import { createFrontDoor, linkSigner, WRITE_KEY } from '#tests/front-door/front-door.ts';
import { testHash } from '#tests/identifier-hash.ts';
import { campaignWorld } from '#tests/support/campaign-world.ts';

const AUTHORIZATION = `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}`;
/** Long after everything was sent. */
const ARRIVED_MS = Date.parse('2026-12-20T00:00:00Z');
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1';

/** Messages as a page's SDK sends them, through the front door, as the urgent lane reads them. */
async function received(sent: readonly object[]) {
  const door = createFrontDoor();
  const batch = sent.map((one, index) => ({ userId: 'u-1', messageId: `m-${index}`, ...one }));
  await door.call({
    rawPath: '/v1/batch',
    headers: { host: 'events.example', authorization: AUTHORIZATION },
    body: JSON.stringify({ batch }),
    isBase64Encoded: false,
    requestContext: { domainName: 'events.example', http: { method: 'POST' }, timeEpoch: ARRIVED_MS },
  });
  return door.stream.records
    .flatMap(({ data }) => readRecord(data, { hash: testHash, arrivedMs: ARRIVED_MS }))
    .flatMap((read) => (read.kind === 'event' ? [read.event] : []));
}

const visit = (url: string, userAgent: string, atMs: number) => ({
  type: 'page',
  timestamp: new Date(atMs).toISOString(),
  context: { userAgent, page: { url, search: new URL(url).search } },
});

describe('the link of a message', () => {
  it('leads from the page that it opened back to message, arm and campaign', async () => {
    const { plan, ports, clicks, messages, rows, settingOf } = await campaignWorld(200);
    const [first, second, third] = messages;
    const linkTo = (messageKey: string): string =>
      `https://shop.example/?utm=push&k=${linkSigner.sign('link', messageKey)}#top`;
    const arrived = await received([
      visit(linkTo(first!.messageKey), SAFARI, first!.dueAtMs + 60_000),
      visit(linkTo(second!.messageKey), 'Proofpoint scanner', second!.dueAtMs + 500),
      // Made up, and made for another purpose.
      visit('https://shop.example/?k=d2ludGVy.AAAAAAAAAAAAAAAAAAAAAA', SAFARI, first!.dueAtMs),
      visit(`https://shop.example/?k=${linkSigner.sign('offer', third!.messageKey)}`, SAFARI, first!.dueAtMs),
    ]);
    expect(arrived.map(({ properties }) => properties['message_key'])).toEqual([
      first!.messageKey,
      second!.messageKey,
      undefined,
      undefined,
    ]);
    expect(arrived.map(({ type, properties }) => isUrgent({ type, properties }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(await keepClicks(clicks, arrived)).toBe(2);
    const human = (index: number, acceptedMs: number): number =>
      judgeClick(clicksFor([clickOf(arrived[index]!)!], acceptedMs)[0]!.facts).probabilityHuman;
    expect(human(0, first!.dueAtMs)).toBeGreaterThan(0.9);
    expect(human(1, second!.dueAtMs)).toBeLessThan(0.1);
    const asOfMs = plan.summary.window.toMs;
    const measure = await measureCampaign(ports, settingOf(rows, asOfMs), plan);
    const ofArm = measure.groups.find((one) => one.dimension === 'arm' && one.value === first!.arm);
    expect(ofArm!.sums.clickers).toBe(1);
  });

  it('is told apart from an open, and from one that was fetched in advance; neither moves a figure', async () => {
    const { plan, ports, clicks, messages, rows, settingOf } = await campaignWorld(200);
    const asOfMs = plan.summary.window.toMs;
    const measured = () => measureCampaign(ports, settingOf(rows, asOfMs), plan);
    const before = await measured();
    const opened = (at: number, userAgent: string, afterMs: number) => ({
      ...{ type: 'track', event: 'Email Opened' },
      timestamp: new Date(messages[at]!.dueAtMs + afterMs).toISOString(),
      properties: { message_key: messages[at]!.messageKey },
      context: { userAgent },
    });
    const arrived = await received([
      opened(0, 'Mozilla/5.0 (via ggpht.com GoogleImageProxy)', 30_000),
      opened(0, SAFARI, 600_000),
      opened(1, 'Mozilla/5.0', 40_000),
      opened(2, SAFARI, 500),
    ]);
    expect(await keepClicks(clicks, arrived)).toBe(4);
    const after = await measured();
    expect(after.opens).toEqual({ opened: 1, prefetched: 2 });
    expect({ ...after, opens: before.opens }).toEqual(before);
    const report = makeReport(after, plan, { asOfMs, isSimulated: false, spend: undefined, efforts: [] });
    expect(report.opens).toEqual({ opened: 1, prefetched: 2 });
  });
});
