import type { Json, JsonObject } from '#core/kernel/json.ts';
import { isInstant } from '#core/kernel/parse-utc-instant.ts';
import { EVENT_CATALOGUE } from './catalogue/event-catalogue.ts';
import type { Fields } from './catalogue/event-definition.ts';
import { checkFields } from './check-field.ts';
import type { Message, MessageType } from './message.ts';
import { foldText } from './normalise-identifier.ts';
import { isOfNoPerson } from './personless-event.ts';
import type { Rejection } from './rejection.ts';
import { reject } from './rejection-sentences.ts';

/** Longest message id, customer id and event name, UTF-16 units. */
export const MAX_NAME_LENGTH = 255;

/** The six calls of the Segment spec. */
export const MESSAGE_TYPES: readonly MessageType[] = [
  'track',
  'identify',
  'page',
  'screen',
  'alias',
  'group',
];

const TYPES: ReadonlySet<unknown> = new Set(MESSAGE_TYPES);
const FIELDS_BY_EVENT: ReadonlyMap<unknown, Fields> = new Map(
  EVENT_CATALOGUE.map((definition) => [definition.name, definition.fields]),
);
const IDS = ['userId', 'anonymousId', 'previousId', 'groupId'] as const;
const TEXTS = ['event', 'name'] as const;
const OBJECTS = ['properties', 'traits', 'context'] as const;
const INSTANTS = ['timestamp', 'originalTimestamp', 'sentAt', 'receivedAt'] as const;

/** The fields that validation may have to change; everything else of a message stays as it came. */
type Draft = { -readonly [Name in keyof Message]?: Json | undefined };

/**
 * Is this a message of the contract? Ids that came as numbers become text, nulls and empty ids go; nothing else is
 * changed. `value` is changed in place: it is the caller's own, fresh from `JSON.parse`, and bounded already.
 * The same judgement as the schema that `contracts/events` publishes (a property test says so), at its own speed.
 */
export function validateMessage(value: JsonObject): Message | Rejection {
  const draft = value as Draft;
  if (!TYPES.has(draft.type)) return reject('unknown_type', 'type');
  const fault =
    checkIds(draft) ?? checkTexts(draft) ?? checkObjects(draft) ?? checkInstants(draft) ?? checkEvent(draft);
  return fault ?? (value as unknown as Message);
}

/** Is it a message, or why not? */
export function isRejection(result: Message | Rejection): result is Rejection {
  return !('messageId' in result);
}

function checkIds(draft: Draft): Rejection | undefined {
  const { messageId } = draft;
  if (messageId === undefined || messageId === null) return reject('missing_field', 'messageId', 'short_id');
  if (!isPlainId(messageId)) draft.messageId = asId(messageId);
  if (!isShort(draft.messageId)) return reject('bad_field', 'messageId', 'short_id');
  const fault = arePlainIds(draft) ? undefined : checkEachId(draft);
  if (fault !== undefined) return fault;
  return isNamed(draft) || isOfNoPerson(draft) ? undefined : reject('no_customer');
}

/** Nearly all are, and asking each by its name is several times as fast as the loop. */
function arePlainIds({ userId, anonymousId, previousId, groupId }: Draft): boolean {
  return isPlainId(userId) && isPlainId(anonymousId) && isPlainId(previousId) && isPlainId(groupId);
}

/** Absent, or a short text that begins with a visible letter: nothing to change and nothing to refuse. */
function isPlainId(id: Json | undefined): boolean {
  return id === undefined || (typeof id === 'string' && id.length <= MAX_NAME_LENGTH && isVisible(id));
}

function isVisible(id: string): boolean {
  const first = id.charCodeAt(0);
  return first > 0x20 && first < 0x7f;
}

function checkEachId(draft: Draft): Rejection | undefined {
  for (const name of IDS) {
    if (draft[name] === undefined) continue;
    const id = asId(draft[name]);
    if (id !== undefined && !isShort(id)) return reject('bad_field', name, 'short_id');
    draft[name] = id;
  }
  return undefined;
}

function isNamed(draft: Draft): boolean {
  return draft.userId !== undefined || draft.anonymousId !== undefined;
}

/** Numbers as text; null, blank and invisible as absent. What is none of these stays, to be refused. */
function asId(id: Json | undefined): Json | undefined {
  if (typeof id === 'number') return String(id);
  if (id === null || (typeof id === 'string' && !isVisible(id) && foldText(id) === '')) return undefined;
  return id;
}

function isShort(id: Json | undefined): boolean {
  return typeof id === 'string' && id.length <= MAX_NAME_LENGTH;
}

function checkTexts(draft: Draft): Rejection | undefined {
  for (const name of TEXTS) {
    const text = draft[name];
    if (text === undefined) continue;
    if (text === null) draft[name] = undefined;
    else if (typeof text !== 'string') return reject('bad_field', name, 'filled_string');
  }
  if (draft.type !== 'track') return undefined;
  if (draft.event === undefined) return reject('missing_field', 'event', 'filled_string');
  const isFilled = isShort(draft.event) && (draft.event as string).trim() !== '';
  return isFilled ? undefined : reject('bad_field', 'event', 'filled_string');
}

function checkObjects(draft: Draft): Rejection | undefined {
  for (const name of OBJECTS) {
    const object = draft[name];
    if (object === undefined) continue;
    if (object === null) draft[name] = undefined;
    else if (typeof object !== 'object' || Array.isArray(object)) return reject('bad_field', name, 'object');
  }
  return undefined;
}

function checkInstants(draft: Draft): Rejection | undefined {
  const { timestamp, originalTimestamp, sentAt, receivedAt } = draft;
  const arePlain =
    isPlainInstant(timestamp) &&
    isPlainInstant(originalTimestamp) &&
    isPlainInstant(sentAt) &&
    isPlainInstant(receivedAt);
  return arePlain ? undefined : checkEachInstant(draft);
}

function isPlainInstant(instant: Json | undefined): boolean {
  return instant === undefined || (typeof instant === 'string' && isInstant(instant));
}

function checkEachInstant(draft: Draft): Rejection | undefined {
  for (const name of INSTANTS) {
    const instant = draft[name];
    if (instant === undefined) continue;
    if (instant === null) draft[name] = undefined;
    else if (typeof instant !== 'string' || !isInstant(instant)) {
      return reject('bad_time', name);
    }
  }
  return undefined;
}

const NO_PROPERTIES: JsonObject = {};

function checkEvent(draft: Draft): Rejection | undefined {
  if (draft.type !== 'track') return undefined;
  const fields = FIELDS_BY_EVENT.get(draft.event);
  if (fields === undefined) return undefined;
  return checkFields((draft.properties as JsonObject | undefined) ?? NO_PROPERTIES, fields, 'properties');
}
