import type { Json, JsonObject } from '#core/kernel/json.ts';
import { isInstant } from '#core/kernel/parse-utc-instant.ts';
import { PRODUCT_FIELDS } from './catalogue/commerce-events.ts';
import type { FieldDefinition, FieldKind, Fields } from './catalogue/event-definition.ts';
import type { Expectation, Rejection } from './rejection.ts';
import { reject } from './rejection-sentences.ts';

/** Longest id of a thing, UTF-16 units. */
export const MAX_ID_LENGTH = 512;

type Check = (value: Json, field: FieldDefinition) => boolean;

const isId = (value: Json): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.length <= MAX_ID_LENGTH);

/** Numbers are finite here: the walk over the structure came first. */
const CHECKS: Readonly<Record<Exclude<FieldKind, 'products'>, Check>> = {
  id: (value, field) => isId(value) && !(field.isRequired && value === ''),
  ids: (value) => Array.isArray(value) && (value as readonly Json[]).every(isId),
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  amount: (value) => typeof value === 'number',
  measure: (value) => typeof value === 'number' && value >= 0,
  count: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  flag: (value) => typeof value === 'boolean',
  instant: (value) => typeof value === 'string' && isInstant(value),
  currency: (value) => typeof value === 'string' && /^[A-Za-z]{3}$/.test(value),
  choice: (value, field) => typeof value === 'string' && field.choices?.includes(value) === true,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

const EXPECTED: Readonly<Record<FieldKind, Expectation>> = {
  id: 'id',
  ids: 'list',
  text: 'string',
  number: 'number',
  amount: 'number',
  measure: 'measure',
  count: 'count',
  flag: 'boolean',
  instant: 'instant',
  currency: 'currency',
  choice: 'choice',
  object: 'object',
  products: 'products',
};

/** Fields as a list, so that checking a message makes no iterator; one list per definition. */
const listed = new Map<Fields, readonly ListedField[]>();

interface ListedField {
  readonly name: string;
  readonly field: FieldDefinition;
}

function listOf(fields: Fields): readonly ListedField[] {
  let list = listed.get(fields);
  if (list === undefined) {
    list = Object.entries(fields).map(([name, field]) => ({ name, field }));
    listed.set(fields, list);
  }
  return list;
}

/** Checks an object's fields; undefined if all are right. Fields that nobody defined are not looked at. */
export function checkFields(object: JsonObject, fields: Fields, path: string): Rejection | undefined {
  const list = listOf(fields);
  for (let index = 0; index < list.length; index += 1) {
    const { name, field } = list[index] as ListedField;
    const value = object[name];
    if (value === undefined || value === null) {
      if (field.isRequired) return reject('missing_field', `${path}.${name}`, EXPECTED[field.kind]);
      continue;
    }
    const rejection =
      field.kind === 'products'
        ? checkProducts(value, `${path}.${name}`)
        : CHECKS[field.kind](value, field)
          ? undefined
          : reject('bad_field', `${path}.${name}`, EXPECTED[field.kind]);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}

function checkProducts(value: Json, path: string): Rejection | undefined {
  if (!Array.isArray(value)) return reject('bad_field', path, 'products');
  for (let index = 0; index < value.length; index += 1) {
    const product = (value as readonly Json[])[index];
    const at = `${path}[${index}]`;
    if (typeof product !== 'object' || product === null || Array.isArray(product)) {
      return reject('bad_field', at, 'object');
    }
    const rejection = checkFields(product as JsonObject, PRODUCT_FIELDS, at);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}
