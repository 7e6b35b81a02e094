import { describe, expect, it } from '@jest/globals';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { retargetingCampaigns } from '#app/plan/retargeting.ts';
import { parseCampaign } from '#bin/plan/parse-campaign.ts';
import { CAMPAIGN, NOW_MS } from './plan-world.ts';

const ARMS = `arms:
  content:
    - { name: often, share: 0.5, channels: [push] }
    - { name: seldom, share: 0.5, channels: [push], cap: { count: 1, period: P7D } }
`;
const source = readCampaign(parseCampaign(`${CAMPAIGN}${ARMS}`));

describe('campaigns for those whom a campaign moved half-way', () => {
  it('can be read as they are, in both languages, with the channels and limits of the first', () => {
    for (const language of ['en', 'ko'] as const)
      for (const { id, file } of retargetingCampaigns(source, { nowMs: NOW_MS, language })) {
        const campaign = readCampaign(file);
        expect(campaign.id).toBe(id);
        expect(campaign.audience.length).toBeGreaterThan(0);
        const { channels, budget, cap, policies, arms, costCentre } = source;
        expect(campaign).toMatchObject({ channels, budget, cap, policies, arms, costCentre });
        expect(campaign.window.fromMs).toBeGreaterThan(NOW_MS);
      }
  });

  it('keep their names apart, however long the first one’s is', () => {
    const long = { ...source, id: 'w'.repeat(64) };
    const ids = retargetingCampaigns(long, { nowMs: NOW_MS, language: 'ko' }).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id.length).toBeLessThanOrEqual(64);
  });
});
