import { smsSize } from '#core/copy/render/sms-parts.ts';
import { messageUnit } from '#core/cost/meter/message-unit.ts';
import type { UsageTags } from '#core/cost/meter/usage.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import { countSent, type SentCount } from './brake-campaigns.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import type { Candidate } from './screen-messages.ts';

/** Tells the meter for whom a run works and what it sends, and the brake how much of it. */
export interface CountMessages {
  /** A message was looked at: it bears its part of the run's cost, whether it is sent or not. */
  looked(message: PlannedMessage): void;
  /** A provider took a message, or nobody knows whether it did. */
  sent(candidate: Candidate): void;
  /** Writes down what was sent since it was last written. */
  settle(): Promise<void>;
}

/** Counts into this tally and this store. */
export function createCountMessages({
  usage,
  health,
}: Pick<DeliveryPorts, 'usage' | 'health'>): CountMessages {
  const unwritten = new Map<string, SentCount>();
  return {
    looked: (message) => usage?.serve(tagsOf(message)),
    sent({ message, campaign, rendered }) {
      const { service, unit } = messageUnit(message.channel, campaign.rules.jurisdiction);
      const quantity = message.channel === 'sms' ? smsSize(rendered.body).parts : 1;
      usage?.count({ service, unit, quantity }, tagsOf(message));
      const { campaignId, channel } = message;
      const before = unwritten.get(`${campaignId}/${channel}`)?.count ?? 0;
      unwritten.set(`${campaignId}/${channel}`, { campaignId, channel, count: before + 1 });
    },
    async settle() {
      const counts = [...unwritten.values()];
      unwritten.clear();
      if (health !== undefined) for (const count of counts) await countSent(health, count);
    },
  };
}

const tagsOf = ({ campaignId, personaId, arm, channel }: PlannedMessage): UsageTags => ({
  campaign: campaignId,
  ...(personaId !== undefined && { persona: personaId }),
  arm,
  channel,
});
