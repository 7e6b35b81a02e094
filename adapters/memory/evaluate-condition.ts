import type { AttributeValue, Condition } from '#app/ports/condition.ts';
import type { Item } from '#app/ports/table.ts';

/** Does the stored item (undefined when there is none) meet the condition, as DynamoDB would decide? */
export function evaluateCondition(condition: Condition, stored: Item | undefined): boolean {
  switch (condition.kind) {
    case 'absent':
      return stored === undefined;
    case 'equals':
      return isSame(stored?.[condition.attribute], condition.value);
    case 'at_most': {
      const value = stored?.[condition.attribute];
      return typeof value === 'number' && value <= condition.value;
    }
    case 'all':
      return condition.of.every((part) => evaluateCondition(part, stored));
    case 'any':
      return condition.of.some((part) => evaluateCondition(part, stored));
  }
}

function isSame(stored: AttributeValue | undefined, wanted: AttributeValue): boolean {
  if (stored instanceof Uint8Array && wanted instanceof Uint8Array) {
    return stored.length === wanted.length && stored.every((byte, index) => byte === wanted[index]);
  }
  return stored === wanted;
}
