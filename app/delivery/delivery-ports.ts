import type { BudgetStore } from '#app/ports/budget-store.ts';
import type { CampaignStateStore } from '#app/ports/campaign-state-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Contact, ContactStore } from '#app/ports/contact-store.ts';
import type { DueIndex } from '#app/ports/due-index.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import type { HealthStore } from '#app/ports/health-store.ts';
import type { RateLimit } from '#app/ports/rate-limit.ts';
import type { ReceiptStore } from '#app/ports/receipt-store.ts';
import type { OpenChannels } from '#app/ports/sender.ts';
import type { MergePorts } from '#app/profiles/settle-merges.ts';
import type { UsageTally } from '#core/cost/meter/usage-tally.ts';
import type { SendConditions } from '#core/delivery/judge-send.ts';
import type { RenderedMessage } from '#core/delivery/rendered-message.ts';
import type { Channel } from '#core/plan/law/law-pack.ts';
import type { PlannedMessage } from '#core/plan/planned-message.ts';
import type { FindSuppressed } from './find-suppressed.ts';
import type { IssueCodes } from './offers/issue-codes.ts';

/**
 * Asks of a message, with the customer keys of its person, whether an order or the like came after what started it.
 */
export type IsOvertaken = (message: PlannedMessage, members: readonly string[]) => Promise<boolean>;

/** Why a message could not be put into words. */
export type RenderRefusal =
  | 'copy_missing'
  | 'offer_missing'
  | 'slot_missing'
  | 'label_missing'
  | 'too_long'
  | 'not_sendable';

/** Puts one message into words for one address: slots, label, opt-out, signed links, well-formed Unicode. */
export type RenderMessage = (
  message: PlannedMessage,
  contact: Contact,
) => Promise<RenderedMessage | { readonly refused: RenderRefusal }>;

/** What dispatching needs. */
export interface DeliveryPorts extends MergePorts {
  readonly due: DueIndex;
  readonly campaigns: CampaignStateStore;
  readonly budgets: BudgetStore;
  readonly contacts: ContactStore;
  /** Hears which addresses reach nobody any more, by hash. Left out: nobody is told. */
  readonly stream?: EventStream;
  readonly findSuppressed: FindSuppressed;
  readonly receipts: ReceiptStore;
  readonly rate: RateLimit;
  /** A channel that is switched off is missing. */
  readonly channels: OpenChannels;
  readonly render: RenderMessage;
  /** Has something happened that makes a triggered message pointless? Left out: nothing is triggered. */
  readonly isOvertaken?: IsOvertaken;
  /** Codes of offers. Left out: no message carries one. */
  readonly codes?: IssueCodes;
  /** Counts what was sent, for the brake. Left out: nothing pauses itself. */
  readonly health?: HealthStore;
  /** Hash under which an address is kept. */
  readonly hashAddress: (channel: Channel, address: string) => string;
  /** The time of day, by which windows, quiet hours and caps are judged. */
  readonly clock: Clock;
  /** A stop-watch that nobody sets: milliseconds since some instant. */
  readonly elapsedMs: () => number;
  readonly sleep: (durationMs: number) => Promise<void>;
  /** Counts what is sent, and for whom; left out, nobody is told. */
  readonly usage?: Pick<UsageTally, 'count' | 'serve'>;
  /** All of them, unless a test takes one out. */
  readonly conditions?: SendConditions;
}
