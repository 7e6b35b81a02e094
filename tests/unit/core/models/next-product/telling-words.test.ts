import { describe, expect, it } from '@jest/globals';
import { TellingWords, wordsOf } from '#core/models/next-product/telling-words.ts';

describe('wordsOf', () => {
  it('reads English by words and Korean by pairs of syllables', () => {
    expect(wordsOf('It is a Silky cream!')).toEqual(['silky', 'cream']);
    expect(wordsOf('촉촉해요, SPF50')).toEqual(['촉촉', '촉해', '해요', 'spf50']);
  });
});

describe('TellingWords', () => {
  it('tells what few products share, not what all have or one alone', () => {
    const words = new TellingWords();
    for (let i = 0; i < 40; i++) words.add(`p${i}`, `nice parcel number${i}`);
    words.add('p1', 'silky silky shampoo');
    words.add('p2', 'silky shampoo');
    words.add('p2', 'silky');
    const told = words.tell();
    expect(told.get('p2')).toEqual(['silky', 'shampoo']);
    expect(told.get('p1')).toEqual(['shampoo', 'silky']);
    expect(told.get('p3')).toEqual([]);
  });
});
