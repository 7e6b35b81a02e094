import type { AttributeValue as DynamoValue } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '#app/ports/condition.ts';
import type { Item } from '#app/ports/table.ts';
import { DomainError } from '#core/kernel/errors.ts';

/** One value as DynamoDB writes it. */
export function toDynamoValue(value: AttributeValue): DynamoValue {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
    default:
      return { B: value };
  }
}

/** An item as DynamoDB writes it; undefined attributes are left out. */
export function toDynamoItem(item: Item): Record<string, DynamoValue> {
  const stored: Record<string, DynamoValue> = {};
  for (const [name, value] of Object.entries(item)) {
    if (value !== undefined) stored[name] = toDynamoValue(value);
  }
  return stored;
}

/**
 * An item as DynamoDB gives it.
 * @throws DomainError if an attribute is of a type that we never write.
 */
export function fromDynamoItem(stored: Readonly<Record<string, DynamoValue>>): Item {
  const item: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(stored)) item[name] = fromDynamoValue(name, value);
  return item;
}

function fromDynamoValue(name: string, value: DynamoValue): AttributeValue {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.B !== undefined) return value.B;
  throw new DomainError('a stored attribute has a type that no store of ours writes', {
    details: { attribute: name },
  });
}
