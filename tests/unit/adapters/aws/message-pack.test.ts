import { describe, expect, it } from '@jest/globals';
import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { readValue, writeValue } from '#adapters/aws/message-pack.ts';
import { ByteReader, ByteWriter } from '#adapters/aws/packed-bytes.ts';

function packed(value: unknown): Buffer {
  const writer = new ByteWriter();
  writeValue(writer, value);
  return Buffer.from(writer.take());
}

const unpacked = (bytes: Uint8Array): unknown => readValue(new ByteReader(bytes));

const leaf = fc.oneof(
  fc.constantFrom(null, true, false),
  fc.maxSafeInteger(),
  fc.integer({ min: -70_000, max: 70_000 }),
  fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0)),
  fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed()),
  fc.uint8Array({ maxLength: 300 }),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie('value'), { maxLength: 20 })),
}));

describe('message-pack', () => {
  it('writes byte for byte what another implementation writes, and each reads the other', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = packed(value);
        expect(bytes.equals(encode(value))).toBe(true);
        expect(unpacked(bytes)).toEqual(decode(bytes));
      }),
      { numRuns: Number(process.env['KAIROS_RUNS'] ?? 500) },
    );
  });

  it.each([
    0x7f,
    0x80,
    0xff,
    0x100,
    0xffff,
    0x1_0000,
    0xffff_ffff,
    0x1_0000_0000,
    -0x20,
    -0x21,
    -0x80,
    -0x81,
    -0x8000,
    -0x8001,
    -0x8000_0000,
    -0x8000_0001,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    0.5,
  ])('keeps %d, where one form ends and the next begins', (value) => {
    expect(packed(value).equals(encode(value))).toBe(true);
    expect(unpacked(packed(value))).toBe(value);
  });

  it.each([31, 32, 255, 256, 65_535, 65_536])('keeps texts, binaries and lists of %d', (size) => {
    for (const value of [
      'a'.repeat(size),
      '가'.repeat(size),
      new Uint8Array(size),
      new Array(size).fill(7),
    ]) {
      expect(packed(value).equals(encode(value))).toBe(true);
      expect(packed(unpacked(packed(value))).equals(packed(value))).toBe(true);
    }
  });

  it('fails on a map, which no codec of ours writes', () => {
    expect(() => unpacked(encode({ a: 1 }))).toThrow('no codec of ours');
  });
});
