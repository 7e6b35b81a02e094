import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { decodeLedger } from '#adapters/node/ledger-codec.ts';
import type { EncodedPart } from '#adapters/node/profile-codec.ts';
import type { ExportCodec } from '#app/ports/export-codec.ts';
import type { Item } from '#app/ports/table.ts';
import { DomainError } from '#core/kernel/errors.ts';
import { fromDynamoItem } from './dynamo-item.ts';
import { profileCodec } from './profile-codec.ts';

type Exported = Readonly<Record<string, AttributeValue | { readonly B: string }>>;

/** An item of a line `{"Item":{…}}` in DynamoDB's JSON, where bytes are base64. */
function itemIn(line: string): Item {
  const { Item: exported } = JSON.parse(line) as { readonly Item?: Exported };
  if (exported === undefined) throw new DomainError('a line of an export holds no item');
  const stored = Object.entries(exported).map(([name, value]) => [
    name,
    typeof value.B === 'string' ? { B: Buffer.from(value.B, 'base64') } : value,
  ]);
  return fromDynamoItem(Object.fromEntries(stored) as Record<string, AttributeValue>);
}

function encodedOf({ state, delivery }: Item): EncodedPart {
  if (!(state instanceof Uint8Array)) throw new DomainError('an exported profile has no state');
  return delivery instanceof Uint8Array ? { state, delivery } : { state };
}

/** Exports of the profile and the ledger table. */
export const exportCodec: ExportCodec = {
  describe(line) {
    const { customerKey, part, personId, erasedUntilMs } = itemIn(line);
    if (erasedUntilMs !== undefined) return undefined;
    if (typeof personId === 'string') return { kind: 'ledger', customerKey: personId };
    if (typeof customerKey !== 'string') throw new DomainError('a line of an export has no known key');
    return part === 'hot' || part === 'history' ? { kind: part, customerKey } : undefined;
  },
  hot: (line) => profileCodec.decodeHot(encodedOf(itemIn(line))).state,
  history: (line) => profileCodec.decodeHistory(encodedOf(itemIn(line))).state,
  personOf(line) {
    const { personId, ledger } = itemIn(line);
    if (typeof personId !== 'string' || typeof ledger !== 'string')
      throw new DomainError('an exported ledger is not whole');
    return decodeLedger(personId, ledger).aliasOf ?? personId;
  },
};
