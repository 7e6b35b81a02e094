import { describe, expect, it } from '@jest/globals';
import { titleForm } from '#core/copy/policy/title-form.ts';

describe('titleForm', () => {
  it('gives as many numbers for every title, none of them far from 1', () => {
    const titles = [
      '',
      'A',
      'WHY? You won’t believe these 9 things!',
      '왜 이 토너일까? 당신만 모르는 3일',
      '!!!…',
    ];
    const lengths = titles.map((title) => titleForm(title).length);
    expect(new Set(lengths).size).toBe(1);
    for (const value of titles.slice(2, 4).flatMap((title) => titleForm(title)))
      expect(Math.abs(value)).toBeLessThan(3);
    expect(titles.flatMap((title) => titleForm(title)).every(Number.isFinite)).toBe(true);
  });

  it('hears a question, a digit and who is spoken to, in Korean as in English', () => {
    const differs = (a: string, b: string) =>
      titleForm(a).filter((value, i) => value !== titleForm(b)[i]).length;
    expect(differs('why you stay', 'why he stays')).toBeGreaterThan(1);
    expect(differs('왜 가장 순할까', '정말 참 순하다')).toBeGreaterThan(1);
  });
});
