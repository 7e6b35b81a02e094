import { describe, expect, it } from '@jest/globals';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { parseCampaign } from '#bin/plan/parse-campaign.ts';
import type { AppealType } from '#core/copy/approved-copy.ts';
import { createCopyShelf } from '#core/plan/choose-copies.ts';
import { CAMPAIGN, copyFor } from '#tests/unit/app/plan/plan-world.ts';

const campaign = readCampaign(parseCampaign(CAMPAIGN));
const types: readonly AppealType[] = ['context', 'price', 'care'];
const copies = types.map((appealType) => ({ ...copyFor('push'), id: appealType, appealType }));
const arm = { name: 'any', share: 1 };
const people = Array.from({ length: 1500 }, (_, index) => `person-${index}`);
const outcome = (copyId: AppealType, answered: number) => ({
  ...{ copyId, personaId: 'p-01', appealType: copyId, shown: 4000, answered },
});

function chosen(outcomes: ReturnType<typeof outcome>[], personaId = 'p-01') {
  const shelf = createCopyShelf(campaign, copies, { outcomes, peopleCount: 3000 });
  const reader = { personaId, language: 'ko' as const, nextProducts: [] };
  const got = people.map((personId) => shelf.choose({ ...reader, personId }, 'push', arm)[0]!.id);
  const shareOf = (type: string): number => got.filter((id) => id === type).length / people.length;
  const probabilityOf = (type: AppealType): number =>
    shelf.probabilityOf(copies[types.indexOf(type)]!, personaId, arm);
  return { shareOf, probabilityOf };
}

describe('the copy that a person gets', () => {
  it('is any of those that fit, equally likely, as long as nothing is known', () => {
    const { shareOf, probabilityOf } = chosen([]);
    for (const type of types) {
      expect(probabilityOf(type)).toBeCloseTo(1 / 3, 9);
      expect(Math.abs(shareOf(type) - 1 / 3)).toBeLessThan(0.03);
    }
  });

  it('is mostly the one that this persona answers to, with the probability that is told', () => {
    const { shareOf, probabilityOf } = chosen([
      outcome('context', 200),
      outcome('price', 60),
      outcome('care', 60),
    ]);
    expect(probabilityOf('context')).toBeGreaterThan(0.8);
    for (const type of types) expect(Math.abs(shareOf(type) - probabilityOf(type))).toBeLessThan(0.03);
  });

  it('is never surely one: each keeps a chance', () => {
    const { probabilityOf } = chosen([outcome('context', 400), outcome('price', 1), outcome('care', 1)]);
    for (const type of types) expect(probabilityOf(type)).toBeGreaterThan(0.01);
    expect(types.reduce((sum, type) => sum + probabilityOf(type), 0)).toBeCloseTo(1, 9);
  });

  it('follows the arm where the arm prescribes the words', () => {
    const shelf = createCopyShelf(campaign, copies, { outcomes: [], peopleCount: 1 });
    const reader = { personId: 'a', personaId: undefined, language: 'ko' as const, nextProducts: [] };
    const price = { name: 'price', share: 0.5, appealTypes: ['price' as const] };
    expect(shelf.choose(reader, 'push', price).map(({ id }) => id)).toEqual(['price']);
    expect(shelf.probabilityOf(copies[1]!, undefined, price)).toBe(1);
  });
});
