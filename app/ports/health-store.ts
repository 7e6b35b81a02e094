import type { ChannelHealth, HeardNews } from '#core/delivery/brake.ts';
import type { Channel } from '#core/plan/law/law-pack.ts';
import type { Versioned } from './versioned.ts';

/**
 * How a campaign's messages are received, by channel; names nobody. Its promises are pinned by
 * tests/contract/health-store.suite.ts.
 */
export interface HealthStore {
  /** Consistent; nothing sent at version 0 if nothing was said yet. */
  load(campaignId: string, channel: Channel): Promise<Versioned<ChannelHealth>>;
  /** @throws ConflictError if the stored version is another. */
  save(campaignId: string, channel: Channel, version: number, next: ChannelHealth): Promise<void>;
  /** Remembers bad news of one message and kind for a month; false if it is remembered already. */
  note(news: HeardNews, atMs: number): Promise<boolean>;
}
