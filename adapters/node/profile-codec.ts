import type { HistoryPart } from '#core/profiles/history-part.ts';
import type { HotPart } from '#core/profiles/hot-part.ts';

/** A part of a profile as bytes: what readers need apart from what only keeps things from counting twice. */
export interface EncodedPart {
  readonly state: Uint8Array;
  /** Marks and rings; absent where the part has none. */
  readonly delivery?: Uint8Array;
}

/** Profiles to bytes and back. Decoding takes what any earlier version of the code has written. */
export interface ProfileCodec {
  emptyHot(): HotPart;
  emptyHistory(): HistoryPart;
  encodeHot(part: HotPart): EncodedPart;
  decodeHot(encoded: EncodedPart): HotPart;
  encodeHistory(part: HistoryPart): EncodedPart;
  decodeHistory(encoded: EncodedPart): HistoryPart;
}

/** Compares profiles as bytes, marks and rings left out. */
export function createStateComparison(codec: ProfileCodec): {
  isSameHot: (a: HotPart, b: HotPart) => boolean;
  isSameHistory: (a: HistoryPart, b: HistoryPart) => boolean;
} {
  const isSame = (a: EncodedPart, b: EncodedPart) => Buffer.compare(a.state, b.state) === 0;
  return {
    isSameHot: (a, b) => isSame(codec.encodeHot(a), codec.encodeHot(b)),
    isSameHistory: (a, b) => isSame(codec.encodeHistory(a), codec.encodeHistory(b)),
  };
}
