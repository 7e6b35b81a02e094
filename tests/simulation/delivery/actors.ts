import { createBrakeCampaigns } from '#app/delivery/brake-campaigns.ts';
import { changeCampaign } from '#app/delivery/change-campaign.ts';
import { recordNotices } from '#app/delivery/consent-notices.ts';
import { createDispatchDue } from '#app/delivery/dispatch-due.ts';
import { createLoadDue } from '#app/delivery/load-due.ts';
import { createSettleDeliveries } from '#app/delivery/settle-deliveries.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { createMergePersons } from '#app/profiles/merge-persons.ts';
import { createUnmergePersons } from '#app/profiles/unmerge-persons.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { AppError, InputError } from '#core/kernel/errors.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import type { Consent } from '#core/profiles/consent.ts';
import { Crash } from './scheduler.ts';
import { PERSONS, type World } from './world.ts';

/** Two years: over, or over within minutes. */
const OLD_MS = [731 * DAY_MS, 730 * DAY_MS - 120_000];

/** Everybody grants marketing by day; the campaigns are applied, the budget is set. */
export async function prepare(world: World): Promise<void> {
  const ports = world.portsFor();
  const apply = createApplyConsents(ports);
  for (const key of PERSONS) {
    const agoMs = world.isWatched && key === 'c' ? world.scheduler.pick(OLD_MS) : 1000;
    await apply.apply([{ speaker: key, consent: consentAt(world, 'marketing', true, -agoMs) }]);
    const address = { customerKey: key, channel: 'push', platform: 'GCM', atMs: 0 } as const;
    await ports.contacts.put([{ ...address, address: `token-${key}`, addressHash: `k1.token-${key}` }]);
  }
  for (const campaign of world.campaigns) await ports.campaigns.save(0, campaign);
  // Two complaints were heard already: the third pulls the brake.
  for (const { campaignId } of world.campaigns)
    await ports.health?.save(campaignId, 'push', 0, { sent: 2, complained: 2, bounced: 0 });
  await ports.budgets.setLimit('budget', world.limitMicros);
}

/** A worker: it runs a few times, and again after it died. */
export function worker(world: World, name: string, runCount: number): () => Promise<void> {
  return async () => {
    for (let count = 0; count < runCount; count += 1) {
      const dispatch = createDispatchDue(world.portsFor(name));
      await survive(() =>
        dispatch({ runId: `${name}-${count}`, worker: 0, workers: 1, durationMs: 300_000 }),
      );
    }
  };
}

/** Loads the plan, and again, until it says that it is loaded. */
export function loader(world: World, name: string): () => Promise<void> {
  return async () => {
    const load = createLoadDue(world.portsFor(name));
    for (let isLoaded = false; !isLoaded; ) isLoaded = await survive(() => load(world.messages));
  };
}

/** Somebody else at the same time: a person who changes their mind, an operator, a report of the provider, a merge. */
export function bystander(world: World, name: string): () => Promise<void> {
  const { scheduler } = world;
  if (world.isWatched && scheduler.chance(0.6))
    return async () => void (await survive(() => (scheduler.chance(0.7) ? complain : tell)(world, name)));
  const roll = scheduler.below(10);
  if (roll < 4) return async () => void (await survive(() => changeMind(world, name)));
  if (roll < 6) return async () => void (await survive(() => operate(world, name)));
  if (roll < 8) return async () => void (await survive(() => report(world, name)));
  return async () => void (await survive(() => mergeOrPart(world, name)));
}

async function changeMind(world: World, name: string): Promise<void> {
  const key = world.scheduler.pick(PERSONS);
  const apply = createApplyConsents(world.portsFor(name));
  for (let count = world.scheduler.below(3); count >= 0; count -= 1) {
    await world.scheduler.wait();
    const purpose = world.scheduler.pick(['marketing', 'marketing', 'marketing_night'] as const);
    const consent = consentAt(world, purpose, world.scheduler.chance(0.3), 0);
    await apply.apply([{ speaker: key, consent }]);
  }
}

async function operate(world: World, name: string): Promise<void> {
  const ports = world.portsFor(name);
  const { campaignId } = world.scheduler.pick(world.campaigns);
  for (const to of ['paused', 'running'] as const) {
    await world.scheduler.wait();
    const asked = world.scheduler.chance(0.2) ? 'cancelled' : to;
    const change = { status: asked, by: name, reason: 'test' } as const;
    await changeCampaign(ports, campaignId, change).catch(unlessRefused);
  }
}

/** A change that the campaign's state does not allow says so, and that is all. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof InputError)) throw error;
}

async function report(world: World, name: string): Promise<void> {
  const settle = createSettleDeliveries(world.portsFor(name));
  for (let count = 0; count < 6; count += 1) {
    await world.scheduler.wait();
    const sent = world.provider.sent;
    if (sent.length === 0) continue;
    const { messageKey } = world.scheduler.pick(sent);
    const event = { name: 'Message Delivered', properties: { message_key: messageKey } };
    await settle([event as unknown as CustomerEvent]);
  }
}

/** A reader calls it spam: the campaign pauses itself. */
async function complain(world: World, name: string): Promise<void> {
  const ports = world.portsFor(name);
  const { health } = ports;
  if (health === undefined) return;
  const brake = createBrakeCampaigns({ ...ports, health });
  for (let count = 0; count < 6; count += 1) {
    await world.scheduler.wait();
    const events = world.provider.sent.map(({ messageKey }) => ({
      name: 'Email Marked as Spam',
      properties: { message_key: messageKey, channel: 'push' },
    }));
    await brake(events as unknown as CustomerEvent[]);
  }
}

/** Somebody is told that they consented two years ago. */
async function tell(world: World, name: string): Promise<void> {
  await world.scheduler.wait();
  const given = [{ personId: 'c', channel: 'push' } as const];
  await recordNotices(world.portsFor(name), given, { atMs: world.scheduler.nowMs, evidence: 'letter' });
}

async function mergeOrPart(world: World, name: string): Promise<void> {
  const ports = world.portsFor(name);
  const keys = ['a', world.scheduler.pick(['b', 'c'])] as const;
  const evidence = { kind: 'phone', note: 'phone:1' } as const;
  await createMergePersons(ports)({ keys, evidence });
  if (world.scheduler.chance(0.4)) await createUnmergePersons(ports).byEvidence({ keys, evidence }, 'test');
}

function consentAt(
  { scheduler }: World,
  purpose: Consent['purpose'],
  granted: boolean,
  laterMs: number,
): Consent {
  const atMs = scheduler.nowMs + laterMs;
  return { purpose, channel: 'push', granted, atMs, basis: 'opt_in', textVersion: '1' };
}

/** Dying and being told "later" are part of the test; anything else is a mistake. */
async function survive(task: () => Promise<unknown>): Promise<boolean> {
  try {
    await task();
    return true;
  } catch (error) {
    if (!(error instanceof Crash) && !(error instanceof AppError && error.retryable)) throw error;
    return false;
  }
}
