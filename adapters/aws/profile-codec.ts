import type { EncodedPart, ProfileCodec } from '#adapters/node/profile-codec.ts';
import { DomainError } from '#core/kernel/errors.ts';
import { emptyHistoryPart } from '#core/profiles/history-part.ts';
import { emptyHotPart } from '#core/profiles/hot-part.ts';
import { decodeHistoryPart, encodeHistoryPart } from './history-codec.ts';
import { decodeHotPart, encodeHotPart, type PartBytes } from './hot-codec.ts';

export { decodeHistoryPart, encodeHistoryPart } from './history-codec.ts';
export { decodeHotPart, encodeHotPart, type PartBytes } from './hot-codec.ts';

/** Profiles as bytes, as they are stored. */
export const profileCodec: ProfileCodec = {
  emptyHot: () => emptyHotPart,
  emptyHistory: () => emptyHistoryPart,
  encodeHot: encodeHotPart,
  decodeHot: (encoded) => decodeHotPart(bothOf(encoded)),
  encodeHistory: encodeHistoryPart,
  decodeHistory: (encoded) => decodeHistoryPart(bothOf(encoded)),
};

function bothOf({ state, delivery }: EncodedPart): PartBytes {
  if (delivery === undefined) throw new DomainError('a stored profile lacks its marks');
  return { state, delivery };
}
