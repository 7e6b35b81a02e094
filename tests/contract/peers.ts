/** Somebody else's implementation of an AWS service, running on this machine. */
export interface Peer {
  /** As its makers write it. */
  readonly name: string;
  readonly endpoint: string;
}

/** What each implementation is called, and what it implements of what we use. */
const KNOWN: Readonly<Record<string, { readonly name: string; readonly services: readonly string[] }>> = {
  moto: { name: 'moto', services: ['dynamodb', 'kinesis'] },
  'dynamodb-local': { name: 'DynamoDB Local', services: ['dynamodb'] },
};

/**
 * Peers of a service, as KAIROS_PEERS lists them: `moto=http://127.0.0.1:5557 dynamodb-local=…`. Without it there are
 * none, and no suite that could be skipped.
 */
export function peersFor(service: 'dynamodb' | 'kinesis'): readonly Peer[] {
  const pairs = (process.env['KAIROS_PEERS'] ?? '').split(' ').filter((pair) => pair !== '');
  return pairs.flatMap((pair) => {
    const at = pair.indexOf('=');
    const known = KNOWN[pair.slice(0, at)];
    if (known === undefined)
      throw new Error(`KAIROS_PEERS: ${JSON.stringify(pair)} is no peer that is known`);
    return known.services.includes(service) ? [{ name: known.name, endpoint: pair.slice(at + 1) }] : [];
  });
}
