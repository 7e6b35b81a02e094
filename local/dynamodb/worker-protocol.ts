/** No operation of DynamoDB's: rewrites the files, so that what was deleted is in none of them. */
export const COMPACT = 'Local.Compact';

export interface DynamoDbRequest {
  readonly id: number;
  readonly operation: string;
  readonly body: Uint8Array;
}

export interface DynamoDbReply {
  readonly id: number;
  readonly statusCode: number;
  readonly body: string;
}
