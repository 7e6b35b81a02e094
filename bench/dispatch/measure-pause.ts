import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLoadDue } from '#app/delivery/load-due.ts';
import type { KairosCloud } from '#tests/support/kairos-cloud.ts';
import type { Stores } from '#tests/support/kairos-stores.ts';
import { plannedMessage, runningCampaign } from '#tests/support/planned-message.ts';
import { settle, untilReceipts } from './people-and-receipts.ts';

const MINUTE_MS = 60_000;
const CAMPAIGN = 'pausing';
/** A pause is at most a second old, a call lasts seconds at most: who sends after that was not paused. */
const QUIET_MS = 15_000;

interface OutboxLine {
  readonly at: string;
  readonly messageKey: string;
}

/** When a provider was called for the campaign, by the cloud's clock, UTC epoch ms. */
async function callsOf({ local }: KairosCloud): Promise<readonly number[]> {
  const text = await (await fetch(`${local.url}/outbox`)).text();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as OutboxLine)
    .filter(({ messageKey }) => messageKey.startsWith(`${CAMPAIGN}/`))
    .map(({ at }) => Date.parse(at));
}

/**
 * Pauses a campaign in the middle of its minute, by the command itself, and waits whether anything still leaves.
 * @returns how long after the command came back the last provider was called, ms; below 0 if none was called since.
 */
export async function measurePause(cloud: KairosCloud, stores: Stores, count: number): Promise<object> {
  const { local } = cloud;
  const names = Array.from({ length: count }, (_, index) => `w${index}`);
  await settle(stores, names, local.nowMs());
  await stores.campaigns.save(0, runningCampaign({ campaignId: CAMPAIGN }));
  const dueAtMs = (Math.floor(local.nowMs() / MINUTE_MS) + 1) * MINUTE_MS;
  const shared = { campaignId: CAMPAIGN, dueAtMs, expiresAtMs: dueAtMs + 60 * MINUTE_MS, copyId: 'copy' };
  await createLoadDue(stores)(names.map((personId) => plannedMessage({ ...shared, personId })));
  if (local.nowMs() < dueAtMs) local.moveClock({ now: new Date(dueAtMs).toISOString() });
  await untilReceipts(stores, CAMPAIGN, Math.ceil(count / 10));
  const startedMs = local.nowMs();
  const command = ['bin/kairos.ts', 'pause', CAMPAIGN, '--reason', 'bench', '--endpoint', local.url];
  const [status] = (await once(spawn(process.execPath, command, { stdio: 'ignore' }), 'exit')) as [number];
  const returnedMs = local.nowMs();
  await sleep(QUIET_MS);
  const calledMs = await callsOf(cloud);
  return {
    status,
    commandTookMs: returnedMs - startedMs,
    sent: calledMs.length,
    heldBack: count - calledMs.length,
    sentAfterReturn: calledMs.filter((atMs) => atMs > returnedMs).length,
    lastCallAfterReturnMs: Math.max(...calledMs) - returnedMs,
  };
}
