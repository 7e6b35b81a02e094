import { describe, expect, it } from '@jest/globals';
import { compilePattern } from '#local/event-source/filter-pattern.ts';

describe('a filter pattern', () => {
  const order = {
    type: 'track',
    event: 'Order Completed',
    properties: { total: 12_900, tags: ['gift', 'vip'] },
  };

  it.each([
    ['an exact value', { type: ['track'] }, true],
    ['another value', { type: ['page'] }, false],
    ['one of several values', { type: ['page', 'track'] }, true],
    ['all of several properties', { type: ['track'], event: ['Order Refunded'] }, false],
    ['a nested property', { properties: { total: [12_900] } }, true],
    ['a nested property of something absent', { context: { source: ['pos'] } }, false],
    ['a prefix', { event: [{ prefix: 'Order ' }] }, true],
    ['a suffix', { event: [{ suffix: 'Refunded' }] }, false],
    ['case left aside', { type: [{ 'equals-ignore-case': 'TRACK' }] }, true],
    ['a property that exists', { properties: { total: [{ exists: true }] } }, true],
    ['a property that does not exist', { userId: [{ exists: false }] }, true],
    ['exists for an object, which is no leaf', { properties: [{ exists: true }] }, false],
    ['anything but a value', { type: [{ 'anything-but': ['page', 'screen'] }] }, true],
    ['anything but a prefix', { event: [{ 'anything-but': { prefix: 'Order' } }] }, false],
    ['anything but, on an absent property', { userId: [{ 'anything-but': 'x' }] }, false],
    ['a number within bounds', { properties: { total: [{ numeric: ['>', 0, '<=', 12_900] }] } }, true],
    ['a number out of bounds', { properties: { total: [{ numeric: ['<', 12_900] }] } }, false],
    ['one value of a list', { properties: { tags: ['vip'] } }, true],
    ['an alternative', { $or: [{ type: ['page'] }, { event: ['Order Completed'] }] }, true],
  ])('judges %s', (_name, pattern, isMatch) => {
    expect(compilePattern(pattern)(order)).toBe(isMatch);
  });

  it.each([
    ['a list', [order]],
    ['text', 'track'],
    ['null', null],
    ['a number', 7],
  ])('never matches %s', (_name, data) => {
    expect(compilePattern({ type: [{ exists: false }] })(data)).toBe(false);
  });

  it('fails on a rule that it does not know, by name', () => {
    expect(() => compilePattern({ type: [{ wildcard: '*' }] })).toThrow(/wildcard/);
  });
});
