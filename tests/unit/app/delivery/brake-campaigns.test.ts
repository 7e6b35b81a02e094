import { describe, expect, it } from '@jest/globals';
import { createBrakeCampaigns } from '#app/delivery/brake-campaigns.ts';
import { changeCampaign } from '#app/delivery/change-campaign.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { eventOf } from '../../../support/customer-event.ts';
import { createDeliveryWorld } from '../../../support/delivery-world.ts';
import { plannedMessage, runningCampaign } from '../../../support/planned-message.ts';

const failed = (personId: string): CustomerEvent =>
  eventOf({
    name: 'Message Failed',
    atMs: 1,
    properties: { message_key: `c1/once/${personId}`, channel: 'push' },
  });
const spam = (personId: string): CustomerEvent =>
  eventOf({ name: 'Email Marked as Spam', atMs: 1, properties: { message_key: `c1/once/${personId}` } });

/** A campaign of so many messages, all of them sent. */
async function sentTo(count: number) {
  const world = createDeliveryWorld();
  const { ports } = world;
  const names = Array.from({ length: count }, (_, index) => `p${index}`);
  await ports.budgets.setLimit('budget', 1e9);
  await ports.campaigns.save(0, runningCampaign());
  for (const name of names) await world.person(name);
  await ports.due.put(names.map((personId) => plannedMessage({ personId })));
  await createDispatchDue(ports)({ runId: 'r', worker: 0, workers: 1, durationMs: 60_000 });
  const health = ports.health!;
  return { ...world, names, health, hear: createBrakeCampaigns({ ...ports, health }) };
}

describe('the brake', () => {
  it('pauses a campaign at 5 % of what was sent, at the eleventh of 220 and not before (34)', async () => {
    const { ports, hear, names } = await sentTo(220);
    expect(await hear(names.slice(0, 10).map(failed))).toEqual([]);
    expect(await hear(names.slice(10, 11).map(failed))).toEqual(['c1']);
    const { value } = await ports.campaigns.load('c1');
    expect(value?.status).toBe('paused');
    expect(value?.changes.at(-1)).toMatchObject({ by: 'brake', reason: 'push: 11 of 220 bounced' });
  });

  it('counts a message once, and none that was not sent', async () => {
    const { ports, hear, names, health } = await sentTo(20);
    for (let round = 0; round < 12; round += 1) await hear([failed(names[0]!), failed(`stranger-${round}`)]);
    expect((await health.load('c1', 'push')).value).toEqual({ sent: 20, bounced: 1, complained: 0 });
    expect((await ports.campaigns.load('c1')).value?.status).toBe('running');
  });

  it('counts a bounce that is heard before the receipt is written, and after it settled the claim', async () => {
    const { ports, names, health } = await sentTo(3);
    const receipts = { ...ports.receipts, load: async () => undefined };
    const hear = createBrakeCampaigns({ ...ports, health, receipts });
    const { claims, personId } = (await ports.ledgers.load([names[0]!])).get(names[0]!)!.value;
    const [claim] = claims;
    expect(claim?.state).toBe('accepted');
    const { value, version } = (await ports.ledgers.load([personId])).get(personId)!;
    const rejected = { ...claim!, state: 'rejected', reason: 'not_delivered' } as const;
    await ports.ledgers.save(personId, version, { ...value, claims: [rejected] });
    await hear(names.map(failed));
    expect((await health.load('c1', 'push')).value.bounced).toBe(3);
  });

  it('stops at the third complaint, and begins anew once somebody resumed', async () => {
    const { ports, hear, names } = await sentTo(20);
    expect(await hear(names.slice(0, 2).map(spam))).toEqual([]);
    expect(await hear(names.slice(2, 3).map(spam))).toEqual(['c1']);
    await changeCampaign(ports, 'c1', { status: 'running', by: 'mina', reason: 'list cleaned' });
    expect(await hear(names.slice(3, 5).map(spam))).toEqual([]);
    expect((await ports.campaigns.load('c1')).value?.status).toBe('running');
    expect(await hear(names.slice(5, 6).map(spam))).toEqual(['c1']);
  });
});
