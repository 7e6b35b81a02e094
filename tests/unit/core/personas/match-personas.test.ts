import { describe, expect, it } from '@jest/globals';
import { matchPersonas } from '#core/personas/match-personas.ts';

describe('matchPersonas', () => {
  it('lets names follow people when numbers change', () => {
    const people = Array.from({ length: 300 }, (_, i) => ({ previous: i % 3, next: (i + 1) % 3 }));
    const { continues, movedShare } = matchPersonas(people, { previous: 3, next: 3 });
    expect(continues.map((match) => match?.previous)).toEqual([2, 0, 1]);
    expect(movedShare).toBe(0);
  });

  it('counts who moved', () => {
    const people = Array.from({ length: 200 }, (_, i) => ({
      previous: i % 2,
      next: i < 20 ? 1 - (i % 2) : i % 2,
    }));
    expect(matchPersonas(people, { previous: 2, next: 2 }).movedShare).toBeCloseTo(0.1, 12);
  });

  it('takes a group that resembles none before for a new kind', () => {
    const people = Array.from({ length: 100 }, (_, i) => ({ previous: 0, next: i < 95 ? 0 : 1 }));
    const { continues } = matchPersonas(people, { previous: 1, next: 2 });
    expect(continues[0]?.previous).toBe(0);
    expect(continues[1]).toBeUndefined();
  });
});
