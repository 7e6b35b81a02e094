import type { AddressFact } from '#core/profiles/reach.ts';
import { readArray, readNumber, writeArray, writeNumber } from './message-pack.ts';
import type { ByteReader, ByteWriter } from './packed-bytes.ts';

/** Times are kept as seconds before the last event; a statement may be newer than that. */
export function packAddresses(
  writer: ByteWriter,
  facts: readonly AddressFact[] | undefined,
  last: number,
): void {
  if (facts === undefined) {
    writeNumber(writer, undefined);
    return;
  }
  writeArray(writer, facts.length);
  for (const { channel, address, atSeconds, isKnown } of facts) {
    writer.byte(channel * 2 + Number(isKnown));
    writer.byte(address >>> 16);
    writer.byte((address >>> 8) & 0xff);
    writer.byte(address & 0xff);
    writeNumber(writer, last - atSeconds);
  }
}

/** Reads what `packAddresses` wrote. */
export function unpackAddresses(reader: ByteReader, last: number): readonly AddressFact[] | undefined {
  const count = readArray(reader);
  if (count === undefined) return undefined;
  return Array.from({ length: count }, () => {
    const about = reader.byte();
    const address = (reader.byte() << 16) | (reader.byte() << 8) | reader.byte();
    const atSeconds = last - (readNumber(reader) ?? 0);
    return { channel: about >> 1, address, atSeconds, isKnown: about % 2 === 1 };
  });
}
