/** What an attribute of a stored item may hold: flat on purpose, so that every store costs what its bytes say. */
export type AttributeValue = string | number | boolean | Uint8Array;

/**
 * What the stored item must satisfy for a write to happen. Conditions are data: `adapters/aws` compiles them to
 * DynamoDB expressions, `adapters/memory` evaluates the same values, so both decide alike.
 */
export type Condition =
  | { readonly kind: 'absent' }
  | { readonly kind: 'equals'; readonly attribute: string; readonly value: AttributeValue }
  | { readonly kind: 'at_most'; readonly attribute: string; readonly value: number }
  | { readonly kind: 'all'; readonly of: Conditions }
  | { readonly kind: 'any'; readonly of: Conditions };

/** At least one condition. */
export type Conditions = readonly [Condition, ...Condition[]];

/** The condition that nothing is stored under the key: the only one that object stores know. */
export type Absent = Extract<Condition, { kind: 'absent' }>;

/** Nothing with this key is stored. */
export function notExists(): Absent {
  return { kind: 'absent' };
}

/** The stored attribute holds exactly this value; false where the item or the attribute is missing. */
export function attributeIs(attribute: string, value: string | number | boolean): Condition {
  return { kind: 'equals', attribute, value };
}

/** The stored attribute is a number of at most `value`; false where the item or the attribute is missing. */
export function attributeAtMost(attribute: string, value: number): Condition {
  return { kind: 'at_most', attribute, value };
}

/** Nobody wrote since version `version` was read; version 0 is an item that was not stored yet. */
export function versionIs(version: number): Condition {
  return version === 0 ? notExists() : attributeIs('version', version);
}

/** Every one of them holds. */
export function allOf(...of: Conditions): Condition {
  return { kind: 'all', of };
}

/** At least one of them holds. */
export function anyOf(...of: Conditions): Condition {
  return { kind: 'any', of };
}
