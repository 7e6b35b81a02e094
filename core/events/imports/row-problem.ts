/** Why a row of an imported file was refused. Closed: each has its sentence in Korean and English. */
export type RowProblemCode =
  | 'cell_count'
  | 'missing'
  | 'too_long'
  | 'bad_characters'
  | 'unclosed_quote'
  | 'row_too_large'
  | 'bad_time'
  | 'in_future'
  | 'bad_amount'
  | 'bad_decimals'
  | 'bad_quantity'
  | 'zero_quantity'
  | 'sign_mismatch'
  | 'bad_currency'
  | 'mixed_currency'
  | 'bad_flag'
  | 'bad_status'
  | 'bad_number'
  | 'bad_rating'
  | 'bad_zone'
  | 'bad_choice'
  | 'bad_email'
  | 'bad_phone'
  | 'not_json'
  | 'not_a_message'
  | 'no_customer'
  | 'unknown_campaign';

/** One row refused. Says where and why, never what stood there: that may be personal. */
export interface RowProblem {
  /** Line of the file, counted from 1, on which the row ends. */
  readonly line: number;
  /** The file's own name of the column; empty for the whole row. */
  readonly column: string;
  readonly code: RowProblemCode;
  /** Facts for the sentence, e.g. how many cells were expected. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Thrown and caught inside the reading of one row. */
export class RowRefused extends Error {
  readonly code: RowProblemCode;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Our name of the column, or empty. */
  readonly columnName: string;

  constructor(code: RowProblemCode, columnName = '', facts: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.code = code;
    this.columnName = columnName;
    this.facts = facts;
  }
}
