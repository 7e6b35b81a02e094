import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HealthStore } from '#app/ports/health-store.ts';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import { type MergePorts, untilDone } from '#app/profiles/settle-merges.ts';
import { badNewsIn, brakeOf, type ChannelHealth, type HeardNews, noHealth } from '#core/delivery/brake.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { InputError } from '#core/kernel/errors.ts';
import type { Channel } from '#core/plan/law/law-pack.ts';
import { changeCampaign } from './change-campaign.ts';
import { createKeepClaims } from './keep-claims.ts';

/** Who paused a campaign where nobody did. */
const BRAKE = 'brake';

/** So many messages were given to a provider. */
export interface SentCount {
  readonly campaignId: string;
  readonly channel: Channel;
  readonly count: number;
}

/** Counts messages that were given to a provider. */
export async function countSent(health: HealthStore, sent: SentCount): Promise<void> {
  await change(health, sent, (found) => ({ ...found, sent: found.sent + sent.count }));
}

function change(
  health: HealthStore,
  { campaignId, channel }: Omit<SentCount, 'count'>,
  decide: (found: ChannelHealth) => ChannelHealth,
): Promise<ChannelHealth> {
  return untilDone(async () => {
    const { value, version } = await health.load(campaignId, channel);
    const next = decide(value);
    await health.save(campaignId, channel, version, next);
    return next;
  });
}

/** Hears bounces and complaints; @returns the campaigns that it paused. */
export type BrakeCampaigns = (events: readonly CustomerEvent[]) => Promise<readonly string[]>;

/**
 * A campaign whose messages bounce or are reported as spam pauses itself before a provider pauses the account. Each
 * message counts once, and only if it was sent. After somebody resumed the campaign, counting begins anew.
 */
export function createBrakeCampaigns(
  ports: MergePorts & {
    readonly health: HealthStore;
    readonly receipts: Pick<ReceiptStore, 'load'>;
    readonly campaigns: CampaignStateStore;
    readonly clock: Clock;
  },
): BrakeCampaigns {
  const { health, receipts, clock } = ports;
  const claims = createKeepClaims(ports);

  const pause = async (campaignId: string, reason: string): Promise<boolean> => {
    try {
      await changeCampaign(ports, campaignId, { status: 'paused', by: BRAKE, reason });
      return true;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return false;
    }
  };

  /** A report may be here before the receipt, never before the claim; and long after the claim went. */
  const wasSent = async (news: HeardNews): Promise<boolean> => {
    const claim = await claims.find(news);
    if (claim !== undefined) return claim.state !== 'rejected' || claim.reason === 'not_delivered';
    return (await receipts.load(news.campaignId, news.messageKey))?.sendInstantMs !== undefined;
  };

  const hear = async (news: HeardNews): Promise<boolean> => {
    const { campaignId, channel } = news;
    if (!(await wasSent(news)) || !(await health.note(news, clock.nowMs()))) return false;
    const counts = await change(health, news, (found) => ({ ...found, [news.news]: found[news.news] + 1 }));
    const pulled = brakeOf(counts);
    if (pulled === undefined) return false;
    const isPaused = await pause(campaignId, `${channel}: ${counts[pulled]} of ${counts.sent} ${pulled}`);
    await change(health, news, () => noHealth);
    return isPaused;
  };

  return async (events) => {
    const paused: string[] = [];
    for (const event of events) {
      const news = badNewsIn(event);
      if (news !== undefined && (await hear(news))) paused.push(news.campaignId);
    }
    return paused;
  };
}
