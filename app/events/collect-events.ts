import type { ContactStore } from '#app/ports/contact-store.ts';
import type { EventStream } from '#app/ports/event-stream.ts';
import type { KeyedHasher } from '#app/ports/keyed-hasher.ts';
import type { WriteKey, WriteKeys } from '#app/ports/write-keys.ts';
import { checkMessage } from '#core/events/check-message.ts';
import type { Contact, ContactRemoval } from '#core/events/contact.ts';
import { correctClock } from '#core/events/correct-clock.ts';
import { customerKeyOf } from '#core/events/customer-key.ts';
import { extractContacts } from '#core/events/extract-contacts.ts';
import type { HashIdentifier } from '#core/events/identifier.ts';
import type { Message, MessageType } from '#core/events/message.ts';
import { MESSAGE_LIMITS } from '#core/events/message-limits.ts';
import { withoutOtherNames } from '#core/events/other-names.ts';
import { gateId, privacyGate } from '#core/events/privacy-gate.ts';
import { wrapRefused } from '#core/events/refused-message.ts';
import type { Rejection } from '#core/events/rejection.ts';
import { reject } from '#core/events/rejection-sentences.ts';
import { readSignedLink } from '#core/events/signed-link.ts';
import { eventTimes } from '#core/events/to-customer-event.ts';
import { isRejection } from '#core/events/validate-message.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import { parseCall } from './parse-call.ts';
import { RecentContacts } from './recent-contacts.ts';
import { StreamRecords } from './stream-records.ts';

/** One request to the front door, decompressed. */
interface CollectCall {
  readonly type: MessageType | 'batch';
  /** From basic auth; undefined: the body may name it. */
  readonly writeKey: string | undefined;
  readonly body: Uint8Array;
  readonly receivedMs: number;
}

/** What became of a request. */
export type CollectResult =
  | { readonly status: 'accepted'; readonly acceptedCount: number; readonly refusedCount: number }
  | { readonly status: 'unknown_write_key' }
  | { readonly status: 'refused'; readonly rejection: Rejection };

/**
 * Takes the messages of one request: addresses go to the contacts, the rest through the privacy gate to the stream,
 * grouped by customer. A message that is no good does not fail the others: it goes to the stream wrapped, with its
 * reason, so that ingest quarantines it.
 * @throws UnavailableError if contacts or stream do not take it; sending the request again is safe.
 */
export type CollectEvents = (call: CollectCall) => Promise<CollectResult>;

/** What the front door needs. */
export interface CollectPorts {
  readonly stream: EventStream;
  readonly contacts: ContactStore;
  readonly writeKeys: WriteKeys;
  readonly hasher: KeyedHasher;
  /** What a link's token was signed for; undefined if we did not sign it. */
  readonly readLink: (token: string) => string | undefined;
  /** Events that campaigns are for and that the stage names. Left out: none. */
  readonly goalEvents?: readonly string[];
  /** An id for a message that came without, different at each call. */
  readonly newMessageId: () => string;
}

/** The front door over its ports. */
export function createCollectEvents(ports: CollectPorts): CollectEvents {
  const recent = new RecentContacts();
  return async ({ type, writeKey, body, receivedMs }) => {
    const parsed = parseCall(type, body);
    if ('reason' in parsed) return { status: 'refused', rejection: parsed };
    const named = writeKey ?? parsed.writeKey;
    const key = named === undefined ? undefined : await ports.writeKeys.find(named);
    if (key === undefined) return { status: 'unknown_write_key' };

    const collection = new Collection({ ...ports, recent }, key, receivedMs);
    for (const message of parsed.messages) collection.add(message);
    await ports.contacts.put(collection.contacts);
    await ports.contacts.remove(collection.removals);
    await ports.stream.put(collection.records.toRecords());
    // Only now: what is sent again because the stream was busy must say again what it keeps.
    recent.remember(collection.contacts, receivedMs);
    const { acceptedCount, refusedCount } = collection;
    return { status: 'accepted', acceptedCount, refusedCount };
  };
}

class Collection {
  readonly records: StreamRecords;
  readonly #contacts = new Map<string, Contact>();
  readonly removals: ContactRemoval[] = [];
  acceptedCount = 0;
  refusedCount = 0;
  readonly #ports: CollectPorts;
  readonly #key: WriteKey;
  readonly #receivedMs: number;
  readonly #hash: HashIdentifier;
  readonly #recent: RecentContacts;

  constructor(ports: CollectPorts & { readonly recent: RecentContacts }, key: WriteKey, receivedMs: number) {
    this.#ports = ports;
    this.records = new StreamRecords(ports.goalEvents);
    this.#key = key;
    this.#receivedMs = receivedMs;
    this.#hash = ports.hasher.hash;
    this.#recent = ports.recent;
  }

  get contacts(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  add(value: Json): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.#refuse(value, reject('not_a_message'));
      return;
    }
    const object = value as JsonObject;
    const draft = { ...object, messageId: object['messageId'] ?? this.#ports.newMessageId() };
    const { result } = checkMessage(draft, MESSAGE_LIMITS, true);
    if (isRejection(result)) this.#refuse(draft, result);
    else this.#accept(result);
  }

  #accept(sent: Message): void {
    this.acceptedCount += 1;
    const message = withoutOtherNames(sent);
    const { atMs } = correctClock(eventTimes({ ...message, receivedAt: undefined }, this.#receivedMs));
    const { put, mentioned, remove } = extractContacts(message, this.#hash, atMs);
    const kept = [...put, ...mentioned.filter((each) => this.#recent.isNew(each, this.#receivedMs))];
    for (const contact of kept) this.#keepNewest(contact);
    this.removals.push(...remove);
    // Profiles learn by hash what became a contact: who sends straight to the stream keeps none.
    const contacts = [
      ...kept.map((each) => toldOf(each, true)),
      ...remove.map((each) => toldOf(each, false)),
    ];
    const gated = privacyGate(readSignedLink(message, this.#ports.readLink), this.#hash);
    this.records.add(customerKeyOf(gated), {
      ...gated,
      context: {
        ...{ source: this.#key.source, ...gated.context },
        contacts: contacts.length > 0 ? contacts : undefined,
      },
      receivedAt: new Date(this.#receivedMs).toISOString(),
    });
  }

  /** A batch repeats its sender's token in each message: one write says it. */
  #keepNewest(contact: Contact): void {
    const key = JSON.stringify([contact.customerKey, contact.channel, contact.addressHash]);
    const known = this.#contacts.get(key);
    if (known === undefined || known.atMs <= contact.atMs) this.#contacts.set(key, contact);
  }

  #refuse(value: Json, rejection: Rejection): void {
    this.refusedCount += 1;
    const wrapped = wrapRefused(value, rejection, this.#hash);
    this.records.addAlone(this.#keyOfRefused(value), JSON.stringify(wrapped));
  }

  /** Beside the customer's other messages where the customer can be told, so that one bad sender does not fill a shard. */
  #keyOfRefused(value: Json): string {
    const named = typeof value === 'object' ? (value as JsonObject | null) : null;
    const ids = [named?.['userId'], named?.['anonymousId']];
    const id = ids.find((each) => typeof each === 'string' && each.trim() !== '');
    return id === undefined ? `refused:${this.#key.id}` : gateId((id as string).slice(0, 255), this.#hash);
  }
}

/** What profiles hear of an address, in the words of `Contact Changed`. */
function toldOf({ channel, addressHash }: ContactRemoval, isKnown: boolean): JsonObject {
  return { channel, address: addressHash, known: isKnown };
}
