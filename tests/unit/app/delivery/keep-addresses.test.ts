import { describe, expect, it } from '@jest/globals';
import { createDeliveryRun } from '#app/delivery/delivery-run.ts';
import type { SendResult } from '#app/ports/sender.ts';
import type { Message } from '#core/events/message.ts';
import { createDeliveryWorld } from '#tests/support/delivery-world.ts';
import { plannedMessage, runningCampaign } from '#tests/support/planned-message.ts';

/** One message to one person, and what the provider says of it: what the contacts hold then, and what the stream was told. */
async function after(answer: SendResult) {
  const world = createDeliveryWorld();
  const { ports, provider, stream } = world;
  await world.person('a');
  await ports.budgets.setLimit('budget', 1e9);
  await ports.campaigns.save(0, runningCampaign());
  provider.answer = () => answer;
  await createDeliveryRun(ports, { runId: 'r', isLate: () => false }).send([plannedMessage()]);
  const told = stream.records.map(({ partitionKey, data }) => {
    const { event, userId, properties } = JSON.parse(new TextDecoder().decode(data)) as Message;
    expect([event, userId]).toEqual(['Contact Changed', partitionKey]);
    return properties;
  });
  const contacts = await ports.contacts.of('a');
  return { told, addresses: contacts.map(({ address }) => address) };
}

const lost = { channel: 'push', address: 'k1.token-a', known: false };

describe('what a provider says of an address', () => {
  it('ends it and is told by hash where the device is gone', async () => {
    const answer = { status: 'rejected', reason: 'dead_address', isAgain: false } as const;
    expect(await after(answer)).toEqual({ addresses: [], told: [{ ...lost, reason: 'dead_address' }] });
  });

  it('moves it where the device has another token', async () => {
    const moved = await after({ status: 'accepted', providerId: 'p', updatedAddress: 'new' });
    expect(moved.addresses).toEqual(['new']);
    const known = { channel: 'push', address: 'k1.new', known: true };
    expect(moved.told).toEqual([
      { ...known, reason: 'moved' },
      { ...lost, reason: 'moved' },
    ]);
  });

  it('is told, and the address stays, where whoever has it wants nothing', async () => {
    const answer = { status: 'rejected', reason: 'opted_out', isAgain: false } as const;
    expect(await after(answer)).toEqual({
      addresses: ['token-a'],
      told: [{ ...lost, reason: 'opted_out' }],
    });
  });

  it('is nothing where the message was accepted, or refused for its words', async () => {
    for (const answer of [
      { status: 'accepted', providerId: 'p' },
      { status: 'rejected', reason: 'invalid_message', isAgain: false },
    ] as const)
      expect(await after(answer)).toEqual({ addresses: ['token-a'], told: [] });
  });
});
