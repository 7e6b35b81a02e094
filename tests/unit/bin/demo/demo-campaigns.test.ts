import { describe, expect, it } from '@jest/globals';
import { occurrenceOf, windowOf } from '#app/plan/occurrence.ts';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { CAMPAIGN_DAYS, demoCampaignsOn } from '#bin/demo/demo-campaigns.ts';
import { MONTH_DAYS } from '#bin/demo/play-month.ts';
import { ANSWER_DAYS } from '#core/plan/value/expected-value.ts';

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2026, 11, 30, 15);

describe('the campaigns of the demo', () => {
  const started = Array.from({ length: CAMPAIGN_DAYS }, (_, day) => day).flatMap((day) =>
    demoCampaignsOn(day, FROM_MS).map((file) => {
      const campaign = readCampaign(file);
      const window = windowOf(campaign, FROM_MS + day * DAY_MS)!;
      return { id: campaign.id, occurrence: occurrenceOf({ ...campaign, window }), window, day };
    }),
  );

  it('fill a quarter with the month before them, and the last answers are in at its end', () => {
    expect(MONTH_DAYS + CAMPAIGN_DAYS).toBe(91);
    for (const { window, day } of started) {
      expect(window.fromMs).toBeGreaterThanOrEqual(FROM_MS + day * DAY_MS);
      expect(window.toMs + ANSWER_DAYS * DAY_MS).toBeLessThanOrEqual(FROM_MS + CAMPAIGN_DAYS * DAY_MS);
    }
  });

  it('are one of each kind, no occurrence twice', () => {
    const counts = Object.fromEntries(
      [...Map.groupBy(started, ({ id }) => id)].map(([id, plans]) => [id, plans.length]),
    );
    expect(counts).toEqual({
      'demo-winter': 1,
      'demo-refill': 2,
      'demo-cart': 1,
      'demo-dwell': 1,
      'demo-weekly': 7,
    });
    expect(new Set(started.map(({ id, occurrence }) => `${id} ${occurrence}`)).size).toBe(started.length);
  });
});
