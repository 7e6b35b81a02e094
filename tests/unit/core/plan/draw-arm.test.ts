import { describe, expect, it } from '@jest/globals';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { parseCampaign } from '#bin/plan/parse-campaign.ts';
import { drawArm } from '#core/plan/draw-arm.ts';
import { CAMPAIGN } from '../../app/plan/plan-world.ts';

const PEOPLE = 40_000;
const content = [
  { name: 'context', share: 0.5 },
  { name: 'price', share: 0.5 },
];
const campaign = readCampaign(parseCampaign(CAMPAIGN));
const both = { ...campaign, arms: { ...campaign.arms, content } };

function shares(of: typeof both): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let index = 0; index < PEOPLE; index++) {
    const draw = drawArm(of, `customer-${index}`);
    const name = draw.kind === 'arm' ? draw.name : draw.by;
    counts.set(name, (counts.get(name) ?? 0) + 1 / PEOPLE);
  }
  return counts;
}

describe('drawArm', () => {
  it('draws every arm with the probability that it logs', () => {
    const probabilities = new Map([
      ['programme_holdout', 0.02],
      ['campaign_holdout', 0.98 * 0.1],
      ...['context', 'price'].flatMap((name): [string, number][] =>
        [['own_time', 0.85] as const, ['random_time', 0.1] as const, ['one_time', 0.05] as const].map(
          ([timing, share]) => [`${timing}|${name}`, 0.98 * 0.9 * share * 0.5],
        ),
      ),
    ]);
    const found = shares(both);
    for (const [name, probability] of probabilities) {
      // Five standard errors: false alarms below 1e-6 an arm.
      const error = 5 * Math.sqrt((probability * (1 - probability)) / PEOPLE);
      expect(Math.abs((found.get(name) ?? 0) - probability)).toBeLessThan(error);
    }
    const draw = drawArm(both, 'customer-1');
    if (draw.kind === 'arm') expect(draw.probability).toBeCloseTo(probabilities.get(draw.name)!, 12);
  });

  it('gives a person the same arm every time, and another campaign its own dice but the programme’s holdout', () => {
    const other = { ...both, id: 'spring' };
    let same = 0;
    for (let index = 0; index < 2000; index++) {
      const person = `customer-${index}`;
      const [first, second] = [drawArm(both, person), drawArm(other, person)];
      expect(drawArm(both, person)).toEqual(first);
      const isHeld = (draw: typeof first) => draw.kind === 'held_out' && draw.by === 'programme_holdout';
      expect(isHeld(first)).toBe(isHeld(second));
      same += Number(JSON.stringify(first) === JSON.stringify(second));
    }
    expect(same).toBeLessThan(1400);
  });
});
