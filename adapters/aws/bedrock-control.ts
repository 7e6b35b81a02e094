import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { translateErrors } from '#adapters/aws/translate-error.ts';

/** A call of the control plane, e.g. `GET /guardrails/{id}`. */
export interface ControlCall {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  /** Percent-encoded where a part may hold anything. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Bedrock's control plane: jobs and guardrails. */
export interface BedrockControl {
  /** @throws UnavailableError when the service says "later" or does not answer; RefusedError when it says no. */
  call(call: ControlCall): Promise<Readonly<Record<string, unknown>>>;
}

/** The runtime's client was made to sign in this very way. */
const SCHEME = { schemeId: 'aws.auth#sigv4', signingName: 'bedrock', signingProperties: {} } as never;
/** How long one answer may take. */
const ANSWER_MS = 30_000;

/**
 * Calls of the control plane, signed by the runtime's client: both planes have one signing name, and the few calls that
 * we make need no client of their own in the bundle.
 *
 * @param endpoint where to call instead of AWS: the local cloud.
 */
export function createBedrockControl(
  client: Pick<BedrockRuntimeClient, 'config'>,
  endpoint: string | undefined,
): BedrockControl {
  return {
    call: (call) => translateErrors(call.operation, () => ask(client, endpoint, call)),
  };
}

async function ask(
  { config }: Pick<BedrockRuntimeClient, 'config'>,
  endpoint: string | undefined,
  { operation, method, path, query = {}, body }: ControlCall,
): Promise<Readonly<Record<string, unknown>>> {
  const base = new URL(endpoint ?? `https://bedrock.${await config.region()}.amazonaws.com`);
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const signer = await config.signer(SCHEME);
  const { headers } = await signer.sign({
    method,
    protocol: base.protocol,
    hostname: base.hostname,
    path,
    query: { ...query },
    headers: { host: base.host, 'content-type': 'application/json' },
    ...content,
  });
  const address = new URL(path, base);
  address.search = new URLSearchParams(query).toString();
  const signal = AbortSignal.timeout(ANSWER_MS);
  const answer = await fetch(address, { method, headers, signal, ...content });
  if (!answer.ok) throw await refusalIn(answer, operation);
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}

/** An error as the SDK's clients throw it. */
async function refusalIn(answer: Response, operation: string): Promise<Error> {
  const name = answer.headers.get('x-amzn-errortype')?.split(':')[0] ?? 'UnknownError';
  return Object.assign(new Error(`${operation}: ${await answer.text()}`), {
    name,
    $metadata: { httpStatusCode: answer.status },
  });
}
