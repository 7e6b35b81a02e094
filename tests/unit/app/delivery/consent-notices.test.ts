import { describe, expect, it } from '@jest/globals';
import { dueNotices, recordNotices } from '#app/delivery/consent-notices.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { lawPacks } from '#core/plan/law/law-pack.ts';
import { createDeliveryWorld } from '../../../support/delivery-world.ts';
import { MORNING_MS, plannedMessage, runningCampaign } from '../../../support/planned-message.ts';

const OLD_MS = MORNING_MS - 731 * DAY_MS;

/** Two people who consented two years and a day ago and have a device. */
async function oldFriends() {
  const world = createDeliveryWorld();
  const { ports } = world;
  for (const customerKey of ['ann', 'bob']) {
    const consent = { channel: 'push', granted: true, atMs: OLD_MS, basis: 'opt_in', textVersion: '1' };
    await createApplyConsents(ports).apply([
      { speaker: customerKey, consent: { ...consent, purpose: 'marketing' } },
    ]);
    const address = { address: `t-${customerKey}`, addressHash: `k1.${customerKey}`, platform: 'GCM' };
    await ports.contacts.put([{ customerKey, channel: 'push', atMs: 1, ...address }]);
  }
  const keys = async function* (): AsyncIterable<string> {
    yield* ['ann', 'bob'];
  };
  const due = async () => {
    const asked = { nowMs: MORNING_MS, untilMs: MORNING_MS };
    const found: string[] = [];
    for await (const { personId } of dueNotices({ ...ports, keys }, lawPacks['KR']!.notices, asked))
      found.push(personId);
    return found;
  };
  return { ...world, due };
}

describe('notices of consent', () => {
  it('are due, recorded once, and only then is anything sent (38)', async () => {
    const { ports, due, sent, receiptsOf } = await oldFriends();
    expect(await due()).toEqual(['ann', 'bob']);
    const told = { atMs: MORNING_MS - DAY_MS, evidence: 'mail-7' };
    const given = [{ personId: 'bob', channel: 'push' } as const];
    expect([await recordNotices(ports, given, told), await recordNotices(ports, given, told)]).toEqual([
      1, 0,
    ]);
    expect(await due()).toEqual(['ann']);

    await ports.budgets.setLimit('budget', 1e9);
    await ports.campaigns.save(0, runningCampaign());
    await ports.due.put(['ann', 'bob'].map((personId) => plannedMessage({ personId })));
    await createDispatchDue(ports)({ runId: 'r', worker: 0, workers: 1, durationMs: 60_000 });
    expect(sent.map(({ customerKey }) => customerKey)).toEqual(['bob']);
    const reasons = (await receiptsOf('c1')).map(({ message, reason }) => [message.personId, reason]);
    expect(reasons).toEqual([
      ['ann', 'consent_unconfirmed'],
      ['bob', ''],
    ]);
  });
});
