import * as z from 'zod';
import { EVENT_CATALOGUE } from '#core/events/catalogue/event-catalogue.ts';
import type { EventDefinition } from '#core/events/catalogue/event-definition.ts';
import type { MessageType } from '#core/events/message.ts';
import { foldText } from '#core/events/normalise-identifier.ts';
import { hasNoPerson } from '#core/events/personless-event.ts';
import { MAX_NAME_LENGTH, MESSAGE_TYPES } from '#core/events/validate-message.ts';
import { fieldsSchema, instantSchema } from './field-schema.ts';

const isVisible = (text: string): boolean => foldText(text) !== '';
const shortText = z.string().max(MAX_NAME_LENGTH);
const customerId = z
  .union([z.number(), shortText, z.string().refine((text) => !isVisible(text))])
  .nullish()
  .meta({ description: 'Text of at most 255 characters, or a number.' });
const object = z.record(z.string(), z.unknown()).nullish();
const instant = instantSchema.nullish();

const envelope = {
  messageId: z
    .union([z.number(), shortText.min(1).refine(isVisible)])
    .describe('Unique per event; a retry repeats it.'),
  userId: customerId,
  anonymousId: customerId,
  previousId: customerId,
  groupId: customerId,
  event: z.string().nullish(),
  name: z.string().nullish(),
  properties: object,
  traits: object,
  context: object,
  timestamp: instant.describe('When it happened, by the device’s clock.'),
  originalTimestamp: instant,
  sentAt: instant.describe('When the device sent it, by the same clock.'),
  receivedAt: instant,
};

function namesCustomer(message: { readonly userId?: unknown; readonly anonymousId?: unknown }): boolean {
  return [message.userId, message.anonymousId].some(
    (id) => typeof id === 'number' || (typeof id === 'string' && isVisible(id)),
  );
}

/** The message of a type; `track` has an event's name, and that event's properties where the contract names it. */
function typeSchema(type: Exclude<MessageType, 'track'>): z.ZodType {
  return z.looseObject({ type: z.literal(type), ...envelope }).refine(namesCustomer);
}

/** A `track` message of one event of the contract. */
function eventSchema({ name, about, fields }: EventDefinition): z.ZodType {
  const properties = fieldsSchema(fields);
  const needsProperties = Object.values(fields).some((field) => field.isRequired);
  const schema = z.looseObject({
    ...envelope,
    type: z.literal('track'),
    event: z.literal(name),
    properties: needsProperties ? properties : properties.nullish(),
  });
  const checked = hasNoPerson(name) ? schema : schema.refine(namesCustomer);
  return checked.meta({ title: name, description: about.en });
}

/** A `track` message of an event that the contract does not name: any properties. */
const customEventSchema: z.ZodType = z
  .looseObject({
    ...envelope,
    type: z.literal('track'),
    event: z
      .string()
      .min(1)
      .max(MAX_NAME_LENGTH)
      .refine((text) => text.trim() !== ''),
  })
  .refine(namesCustomer)
  .meta({ title: 'track', description: 'An event of your own: any name, any properties.' });

/** The published schema of every message: by type, and of `track` by the event's name. */
export const MESSAGE_SCHEMAS: ReadonlyMap<string, z.ZodType> = new Map([
  ...MESSAGE_TYPES.map((type): [string, z.ZodType] => [
    type,
    type === 'track' ? customEventSchema : typeSchema(type).meta({ title: type }),
  ]),
  ...EVENT_CATALOGUE.map((definition): [string, z.ZodType] => [definition.name, eventSchema(definition)]),
]);

/** The schema that a value must meet to be a message; undefined if its type is unknown. */
export function messageSchemaOf(value: {
  readonly type?: unknown;
  readonly event?: unknown;
}): z.ZodType | undefined {
  if (!MESSAGE_TYPES.includes(value.type as MessageType)) return undefined;
  const byEvent = value.type === 'track' ? MESSAGE_SCHEMAS.get(String(value.event)) : undefined;
  const isTypeName = MESSAGE_TYPES.includes(value.event as MessageType);
  return byEvent === undefined || isTypeName ? MESSAGE_SCHEMAS.get(value.type as string) : byEvent;
}
