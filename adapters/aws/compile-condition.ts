import type { AttributeValue as DynamoValue } from '@aws-sdk/client-dynamodb';
import type { Condition } from '#app/ports/condition.ts';
import { toDynamoValue } from './dynamo-item.ts';

/** The three fields of a DynamoDB write request that carry a condition. */
export interface CompiledCondition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, DynamoValue>;
}

/** A condition as DynamoDB's expression; `keyAttribute` is one that every item of the table has. */
export function compileCondition(condition: Condition, keyAttribute: string): CompiledCondition {
  const names = new Map<string, string>();
  const values: Record<string, DynamoValue> = {};
  const nameOf = (attribute: string): string => {
    const known = names.get(attribute);
    if (known !== undefined) return known;
    names.set(attribute, `#n${names.size}`);
    return `#n${names.size - 1}`;
  };
  const valueOf = (value: Parameters<typeof toDynamoValue>[0]): string => {
    const name = `:v${Object.keys(values).length}`;
    values[name] = toDynamoValue(value);
    return name;
  };

  const compile = (part: Condition): string => {
    switch (part.kind) {
      case 'absent':
        return `attribute_not_exists(${nameOf(keyAttribute)})`;
      case 'equals':
        return `${nameOf(part.attribute)} = ${valueOf(part.value)}`;
      case 'at_most':
        return `${nameOf(part.attribute)} <= ${valueOf(part.value)}`;
      case 'all':
        return part.of.map((each) => `(${compile(each)})`).join(' AND ');
      case 'any':
        return part.of.map((each) => `(${compile(each)})`).join(' OR ');
    }
  };

  const ConditionExpression = compile(condition);
  return {
    ConditionExpression,
    ExpressionAttributeNames: Object.fromEntries([...names].map(([attribute, name]) => [name, attribute])),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
