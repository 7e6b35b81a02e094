import type { MessageClick } from '#core/outcomes/message-click.ts';

/** Answers to messages, by campaign. Its promises are pinned by tests/contract/click-store.suite.ts. */
export interface ClickStore {
  /** Keeps the earliest answer of each kind to each message, by one conditional write; false if an earlier one is there. */
  put(click: MessageClick): Promise<boolean>;
  /** The campaign's answers, by message key. */
  list(campaignId: string): AsyncIterable<MessageClick>;
}
