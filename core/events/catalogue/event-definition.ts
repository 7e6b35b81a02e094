/** What a property may hold; `amount` is money in major units, `instant` ISO 8601 with `Z` or an offset. */
export type FieldKind =
  | 'id'
  | 'ids'
  | 'text'
  | 'number'
  | 'amount'
  | 'measure'
  | 'count'
  | 'flag'
  | 'instant'
  | 'currency'
  | 'choice'
  | 'object'
  | 'products';

/** One property of an event. */
export interface FieldDefinition {
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  /** What it means, with its unit. */
  readonly about: string;
  /** For `choice`: what it may be. */
  readonly choices?: readonly string[];
}

/** Properties by name. Further properties are always allowed. */
export type Fields = Readonly<Record<string, FieldDefinition>>;

/** One event of the contract: a `track` message with this name. */
export interface EventDefinition {
  readonly name: string;
  /** Whose word it is: Segment's e-commerce, mobile or e-mail spec, or ours. */
  readonly spec: 'e-commerce' | 'mobile' | 'email' | 'ours';
  readonly about: { readonly en: string; readonly ko: string };
  readonly fields: Fields;
}

/** A property that may be left out or null. */
export function may(kind: FieldKind, about: string): FieldDefinition {
  return { kind, isRequired: false, about };
}

/** A property that must be there. */
export function must(kind: FieldKind, about: string): FieldDefinition {
  return { kind, isRequired: true, about };
}

/** A property that takes one of a few values. */
export function oneOf(choices: readonly string[], about: string, isRequired = false): FieldDefinition {
  return { kind: 'choice', isRequired, about, choices };
}
