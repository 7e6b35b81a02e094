import * as z from 'zod';
import { PRODUCT_FIELDS } from '#core/events/catalogue/commerce-events.ts';
import type { FieldDefinition, FieldKind, Fields } from '#core/events/catalogue/event-definition.ts';
import { MAX_ID_LENGTH } from '#core/events/check-field.ts';
import { isInstant } from '#core/kernel/parse-utc-instant.ts';

/** An id as SDKs send it: text or number. */
const id = z.union([z.string().max(MAX_ID_LENGTH), z.number()]);
const requiredId = z.union([z.string().min(1).max(MAX_ID_LENGTH), z.number()]);

/** ISO 8601 with `Z` or an offset, on a day that exists. */
export const instantSchema: z.ZodType<string> = z.string().refine(isInstant).meta({ format: 'date-time' });

const SCHEMAS: Readonly<Record<Exclude<FieldKind, 'products' | 'choice'>, z.ZodType>> = {
  id,
  ids: z.array(id),
  text: z.string(),
  number: z.number(),
  amount: z.number(),
  measure: z.number().min(0),
  count: z.int().min(0),
  flag: z.boolean(),
  instant: instantSchema,
  currency: z.string().regex(/^[A-Za-z]{3}$/),
  object: z.record(z.string(), z.unknown()),
};

/** The schema of an object with these fields; what is not named may be there too. */
export function fieldsSchema(fields: Fields): z.ZodType<Record<string, unknown>> {
  const shape = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)] as const),
  );
  return z.looseObject(shape);
}

function fieldSchema(field: FieldDefinition): z.ZodType {
  const schema = kindSchema(field);
  return (field.isRequired ? schema : schema.nullish()).describe(field.about);
}

function kindSchema({ kind, choices, isRequired }: FieldDefinition): z.ZodType {
  switch (kind) {
    case 'products':
      return z.array(fieldsSchema(PRODUCT_FIELDS));
    case 'choice':
      return z.enum([...(choices ?? [])] as [string, ...string[]]);
    case 'id':
      return isRequired ? requiredId : id;
    default:
      return SCHEMAS[kind];
  }
}
