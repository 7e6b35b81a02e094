/** A request as API Gateway's HTTP API hands it to a function (payload format 2.0); the part that we read. */
export interface HttpEvent {
  readonly rawPath: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string | undefined;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly domainName: string;
    readonly http: { readonly method: string };
    /** When the request came, UTC epoch ms. */
    readonly timeEpoch: number;
  };
}

/** A function's answer to it. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
