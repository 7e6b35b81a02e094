import { describe, expect, it } from '@jest/globals';
import { appealTypes } from '#demo/people/persona.ts';
import { productLoop } from './closed-loop-product.ts';
import { ClosedLoopWorld, type Earned, fixedRule, oracle } from './closed-loop-world.ts';

const SEEDS = Number(process.env['KAIROS_LOOP_SEEDS'] ?? 1);
const PEOPLE = Number(process.env['KAIROS_LOOP_PEOPLE'] ?? 400);
const worlds = ['effect', 'null', 'reversed', 'drifting'] as const;
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

async function playSeed(seed: number, world: (typeof worlds)[number]) {
  const people = new ClosedLoopWorld(seed, world, PEOPLE);
  const rules = appealTypes.flatMap((appeal) => [10, 19].map((hour) => fixedRule(people, appeal, hour)));
  const best = rules.reduce((a, b) => (total(b.worth) > total(a.worth) ? b : a));
  const uniform = await productLoop(people, false);
  const loop = await productLoop(people, true);
  return { loop, uniform, best, oracle: oracle(people) };
}

const won = ({ worth }: Earned, from = 0): number => Math.round(total(worth.slice(from)));

describe('the product for a quarter among people whose truth is known', () => {
  it.each(worlds)(
    'in the %s world',
    async (world) => {
      for (let seed = 1; seed <= SEEDS; seed += 1) {
        const { loop, uniform, best, oracle: top } = await playSeed(1000 + seed, world);
        process.stderr.write(
          `${world} ${seed}: loop ${won(loop)} uniform ${won(uniform)} best ${won(best)} oracle ${won(top)}; last 4: ${won(loop, 9)} ${won(uniform, 9)} ${won(best, 9)} ${won(top, 9)}; messages ${loop.messages.join(' ')}\n`,
        );
        expect(won(top)).toBeGreaterThan(-1);
      }
    },
    3_600_000,
  );
});
