import { minorUnitsToDecimal } from '#core/kernel/money.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import { fewestStores } from '#core/plan/stores/draw-stores.ts';
import type { Said } from '../said.ts';
import type { PlanTable } from './plan-table.ts';

/** Stores or regions that a plan holds out whole, stratum by stratum; nothing where it holds none out. */
export function storeTables(
  { storeDraw, currency }: PlanSummary,
  say: (said: Said) => string,
): readonly PlanTable[] {
  if (storeDraw === undefined) return [];
  const { by, share, strata } = storeDraw;
  const count = strata.reduce((sum, { units }) => sum + units.length, 0);
  const least = fewestStores(share);
  const names = by === 'store' ? { en: 'stores', ko: '매장' } : { en: 'regions', ko: '지역' };
  const warning =
    count < least
      ? say({
          en: `; a verdict needs ${least}, there are ${count}`,
          ko: `. 판정하려면 ${least}곳이 필요하나 ${count}곳입니다`,
        })
      : '';
  return [
    {
      title: say({ en: `Whole ${names.en} held out`, ko: `통째로 제외하는 ${names.ko}` }) + warning,
      header: [
        say({ en: 'stratum', ko: '층' }),
        say(names),
        say({ en: 'people', ko: '명' }),
        `${say({ en: 'paid in the 8 weeks before', ko: '이전 8주 결제액' })} ${currency}`,
        say({ en: 'probability', ko: '제외 확률' }),
        '',
      ],
      rows: strata.flatMap(({ units, heldOut, probability }, stratum) =>
        units.map(({ id, people, revenueMinor }) => [
          stratum + 1,
          id,
          people,
          minorUnitsToDecimal(revenueMinor, currency),
          `${(100 * probability).toFixed(1)} %`,
          heldOut.includes(id) ? say({ en: 'held out', ko: '제외' }) : '',
        ]),
      ),
    },
  ];
}
