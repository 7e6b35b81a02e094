/** What a function's thread is started with. */
export interface FunctionWorkerData {
  readonly bundlePath: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memorySizeMiB: number;
  readonly clockMemory: SharedArrayBuffer;
}

export interface InvocationRequest {
  readonly requestId: string;
  /** JSON, as Lambda hands it over. */
  readonly event: string;
  readonly timeoutMs: number;
}

interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What an invocation came to: a JSON payload or an error. */
export type InvocationReply =
  | { readonly requestId: string; readonly payload: string }
  | { readonly requestId: string; readonly error: FunctionError };
