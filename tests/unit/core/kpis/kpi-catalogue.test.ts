import { describe, expect, it } from '@jest/globals';
import { kpiCatalogue, returnsOn } from '#core/kpis/kpi-catalogue.ts';
import { mergeKpis, noKpis } from '#core/kpis/kpi-sums.ts';

const some = {
  ...noKpis,
  people: 200,
  messages: 100,
  reached: 100,
  responders: 8,
  clickers: 5,
  clickersWhoOrdered: 2,
  buyers: 4,
  netBuyers: 3,
  paidMinor: 110_000,
  refundedMinor: 11_000,
  vatMinor: 9_000,
  goodsMinor: 40_000,
};

describe('kpiCatalogue', () => {
  it('divides what its formula says', () => {
    const figures = Object.fromEntries(kpiCatalogue.map(({ id, of }) => [id, of(some)]));
    expect(figures).toMatchObject({
      response_rate: 0.08,
      conversion_after_click: 0.4,
      conversion: 0.02,
      net_conversion: 0.015,
      revenue_per_message: 990,
      margin: 50_000,
    });
  });

  it('has no figure where nobody is there to divide by', () => {
    const rates = kpiCatalogue.filter(({ unit }) => unit !== 'money');
    expect(rates.map(({ of }) => of(noKpis))).toEqual(rates.map(() => undefined));
    expect(returnsOn(0, { marginMinor: 1, revenueWithoutVatMinor: 1 })).toEqual({
      roi: undefined,
      roas: undefined,
    });
  });

  it('is the same of a whole and of its parts added up', () => {
    expect(mergeKpis(mergeKpis(some, noKpis), some)).toEqual(mergeKpis(some, some));
    expect(mergeKpis(some, some).people).toBe(400);
  });
});
