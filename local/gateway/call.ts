import type { IncomingHttpHeaders } from 'node:http';

/** One HTTP request to the gateway, its body complete. */
export interface Call {
  readonly method: string;
  /** Path without query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer | string;
  /** DynamoDB capacity units, where the answer tells. */
  readonly capacityUnits?: number | undefined;
}

/** Which AWS service and operation a request is for, and who sends it. */
export interface AwsCall {
  readonly service: string;
  readonly operation: string;
  readonly caller: string;
  /** Request id of the function's run that made it. */
  readonly run?: string | undefined;
}

/** One header's value; a repeated header counts once. */
export function header(call: Pick<Call, 'headers'>, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
