import { describe, expect, it } from '@jest/globals';
import { readCampaign } from '#app/plan/read-campaign.ts';
import { parseCampaign } from '#bin/plan/parse-campaign.ts';
import { campaignFile } from '#contracts/campaign.ts';
import type { AppError } from '#core/kernel/errors.ts';
import { CAMPAIGN } from './plan-world.ts';

const read = (text: string) => readCampaign(parseCampaign(text));

function errorOf(text: string): AppError {
  try {
    read(text);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('was read');
}

describe('readCampaign', () => {
  it('reads YAML and JSON alike, with the documented defaults', () => {
    const campaign = read(CAMPAIGN);
    expect(campaign).toEqual(read(JSON.stringify(parseCampaign(CAMPAIGN))));
    expect(campaign.arms.timing).toEqual({ own_time: 0.85, random_time: 0.1, one_time: 0.05 });
    expect(campaign.cap).toEqual({ count: 3, periodMs: 7 * 86_400_000 });
    expect(campaign.window.fromMs).toBe(Date.parse('2026-11-30T15:00:00Z'));
  });

  it('reads every example of the schema', () => {
    const examples = campaignFile.meta()?.['examples'] as readonly unknown[];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(() => readCampaign(example)).not.toThrow();
  });

  it.each([
    ['a channel that does not exist', CAMPAIGN.replace('[push, sms]', '[push, fax]'), 'channels.1'],
    ['a window that ends first', CAMPAIGN.replace('2026-12-02T00', '2026-11-02T00'), 'window'],
    ['an instant without offset', CAMPAIGN.replace('00:00:00+09:00', '00:00:00'), 'window.from'],
    ['a field nobody knows', `${CAMPAIGN}\naudiance: []`, 'audiance'],
    ['a missing cost centre', CAMPAIGN.replace('costCentre: CRM-01', ''), 'costCentre'],
    ['arms that do not add up', `${CAMPAIGN}\narms: { content: [{ name: a, share: 0.5 }] }`, 'arms.content'],
    ['a rule nobody knows', `${CAMPAIGN}\naudience: [{ starsign: [leo] }]`, 'audience.0'],
    ['a zone nobody knows', CAMPAIGN.replace('Asia/Seoul', 'Asia/Sool'), 'policies.fallbackZone.zone'],
    [
      'stores held out of a triggered campaign',
      CAMPAIGN.replace('type: scheduled', 'type: triggered\narms: { storeHoldout: { by: region } }'),
      'arms.storeHoldout',
    ],
    [
      'an arm on a channel that the campaign has not',
      `${CAMPAIGN}\narms: { content: [{ name: mail, share: 1, channels: [email] }] }`,
      'arms.content mail',
    ],
    [
      'an arm whose cap lets more through than the campaign’s',
      `${CAMPAIGN}\narms: { content: [{ name: often, share: 1, cap: { count: 5, period: P7D } }] }`,
      'arms.content often',
    ],
    ['a cap longer than claims are kept', `${CAMPAIGN}\ncap: { count: 1, period: P60D }`, 'cap.period'],
    [
      'channels drawn by a triggered campaign',
      `${CAMPAIGN.replace('type: scheduled', 'type: triggered')}
arms: { content: [{ name: texts, share: 1, channels: [sms] }] }`,
      'arms.content texts',
    ],
    ['a trigger without its rule', CAMPAIGN.replace('type: scheduled', 'type: triggered'), 'trigger'],
  ])('fails at %s, naming the path in both languages', (_name, text, path) => {
    const error = errorOf(text);
    expect(error.name).toBe('InputError');
    expect(error.message).toContain(path);
    expect(String(error.details['ko'])).toContain(path);
    expect(String(error.details['ko'])).toMatch(/[가-힣]/);
  });

  it('fails at what is neither JSON nor YAML, naming the line', () => {
    expect(errorOf('id: [1').message).toMatch(/line \d/);
    expect(errorOf('a: &x [1]\nb: *x').message).toMatch(/neither JSON nor YAML|cannot be read/);
  });
});
