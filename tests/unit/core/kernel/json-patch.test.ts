import { describe, expect, it } from '@jest/globals';
import type { Json } from '#core/kernel/json.ts';
import { applyJsonPatch, type PatchOperation } from '#core/kernel/json-patch.ts';

describe('applyJsonPatch', () => {
  const cases: readonly (readonly [Json, PatchOperation, Json])[] = [
    [{ a: 1 }, { op: 'add', path: '/b', value: [1] }, { a: 1, b: [1] }],
    [{ a: [1, 3] }, { op: 'add', path: '/a/1', value: 2 }, { a: [1, 2, 3] }],
    [{ a: [1] }, { op: 'add', path: '/a/-', value: 2 }, { a: [1, 2] }],
    [{ a: 1 }, { op: 'replace', path: '/a', value: null }, { a: null }],
    [{ a: [1, 2] }, { op: 'remove', path: '/a/0' }, { a: [2] }],
    [{ 'a/b': { '~': 1 } }, { op: 'remove', path: '/a~1b/~0' }, { 'a/b': {} }],
    [
      { a: { x: 1 }, b: {} },
      { op: 'move', from: '/a/x', path: '/b/y' },
      { a: {}, b: { y: 1 } },
    ],
    [{ a: { x: [1] } }, { op: 'test', path: '/a', value: { x: [1] } }, { a: { x: [1] } }],
    [1, { op: 'replace', path: '', value: 2 }, 2],
  ];
  it.each(cases)('turns %j by %j into %j', (document, operation, expected) => {
    const before = JSON.stringify(document);
    expect(applyJsonPatch(document, [operation])).toEqual(expected);
    expect(JSON.stringify(document)).toBe(before);
  });

  const refusals: readonly (readonly [Json, PatchOperation])[] = [
    [{}, { op: 'remove', path: '/a' }],
    [{}, { op: 'replace', path: '/a', value: 1 }],
    [{}, { op: 'add', path: '/a/b', value: 1 }],
    [[1], { op: 'add', path: '/2', value: 1 }],
    [[1], { op: 'remove', path: '/01' }],
    [{ a: 1 }, { op: 'add', path: '/a/b', value: 1 }],
    [{ a: 1 }, { op: 'test', path: '/a', value: 2 }],
    [{ a: 1 }, { op: 'add', path: 'a', value: 2 }],
    [{}, { op: 'add', path: '/__proto__', value: 1 }],
    [{ a: 1 }, { op: 'remove', path: '' }],
    [{}, { op: 'remove', path: '/toString' }],
  ];
  it.each(refusals)('fails on %j with %j', (document, operation) => {
    expect(() => applyJsonPatch(document, [operation])).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
