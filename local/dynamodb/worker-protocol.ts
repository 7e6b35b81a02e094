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
