/** Why a message went to quarantine. Closed: each has its sentence in Korean and English. */
export type RejectionReason =
  | 'not_base64'
  | 'not_gzip'
  | 'not_utf8'
  | 'not_json'
  | 'not_a_message'
  | 'too_large'
  | 'too_deep'
  | 'too_many_keys'
  | 'bad_number'
  | 'unsafe_key'
  | 'missing_field'
  | 'bad_field'
  | 'unknown_type'
  | 'no_customer'
  | 'wrong_partition_key'
  | 'bad_time'
  | 'bad_money'
  | 'late';

/** What a field should have held; each has its words in Korean and English. */
export type Expectation =
  | 'string'
  | 'filled_string'
  | 'short_id'
  | 'id'
  | 'number'
  | 'measure'
  | 'count'
  | 'boolean'
  | 'object'
  | 'list'
  | 'products'
  | 'currency'
  | 'amount'
  | 'instant'
  | 'choice';

/** One message refused: what, where in it, and how to mend it. Carries no personal data. */
export interface Rejection {
  readonly reason: RejectionReason;
  /** Path inside the message, e.g. `properties.products[2].price`; empty for the whole. */
  readonly path: string;
  /** For people, in English; says what was expected and how to mend it. Never quotes the value. */
  readonly detail: string;
  /** What should have been there, where the reason leaves it open. */
  readonly expected?: Expectation;
}
