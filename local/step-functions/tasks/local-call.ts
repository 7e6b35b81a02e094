import type { Call } from '../../gateway/call.ts';

/** A call that comes from within the gateway. */
export function localCall(from: {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}): Call {
  const query = new URLSearchParams(from.query);
  return {
    method: from.method,
    path: from.path,
    query,
    rawQuery: query.toString(),
    headers: { ...from.headers },
    body: Buffer.from(from.body ?? ''),
  };
}
