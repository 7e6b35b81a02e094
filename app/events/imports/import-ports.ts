import type { CatalogueStore } from '#app/ports/catalogue-store.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import type {
  ImportedConsent,
  ImportedContact,
  ImportedSuppression,
} from '#core/events/imports/file-handler.ts';
import type { Message } from '#core/events/message.ts';

/** Where imported rows go. */
export interface ImportPorts {
  readonly stream: EventStream;
  readonly catalogue: CatalogueStore;
  /** What the front door does to a message before it reaches the stream: addresses become keyed hashes. */
  readonly gateMessage: (message: Message) => Message;
  /** Keeps addresses where only the dispatcher reads them; gives what profiles are to know of it, without addresses. */
  readonly saveContacts: (contacts: readonly ImportedContact[]) => Promise<readonly Message[]>;
  /** Records what people said; older statements never overwrite newer ones. */
  readonly saveConsents: (consents: readonly ImportedConsent[]) => Promise<void>;
  /** Records opt-outs by address. */
  readonly saveSuppressions: (suppressions: readonly ImportedSuppression[]) => Promise<void>;
}
