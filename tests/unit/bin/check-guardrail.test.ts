import { describe, expect, it } from '@jest/globals';
import { createBedrockGuardrails } from '#adapters/aws/bedrock-guardrails.ts';
import { checkGuardrail } from '#bin/doctor/check-guardrail.ts';
import { RefusedError } from '#core/kernel/errors.ts';

const STANDARD = { tier: { tierName: 'STANDARD' } };
const GOOD = { status: 'READY', contentPolicy: STANDARD, topicPolicy: STANDARD, crossRegionDetails: {} };

/** What the doctor says of a guardrail when the service answers so. */
async function verdictOn(
  reply: Readonly<Record<string, unknown>> | Error,
  languages: readonly ('ko' | 'en')[] = ['ko', 'en'],
): Promise<string> {
  const asked: unknown[] = [];
  const guardrails = createBedrockGuardrails({
    call: async (call) => {
      asked.push([call.path, call.query]);
      if (reply instanceof Error) throw reply;
      return reply;
    },
  });
  const found = await guardrails.find('gr1', '3');
  expect(asked).toEqual([['/guardrails/gr1', { guardrailVersion: '3' }]]);
  const wanted = {
    id: 'gr1',
    version: '3',
    tier: 'standard',
    crossRegion: true,
    policies: ['content'],
  } as const;
  const [check] = checkGuardrail({
    wanted: { ...wanted, policies: [...wanted.policies] },
    languages: [...languages],
    found,
  });
  return `${check?.verdict ?? ''} ${check?.detail.en ?? ''}`;
}

describe('the doctor on a brand’s guardrail', () => {
  it('is content with one that is ready and reads the brand’s languages', async () => {
    expect(await verdictOn(GOOD)).toBe('ok gr1 3');
  });

  it.each([
    [
      'is not there',
      new RefusedError('', { details: { cause: 'ResourceNotFoundException' } }),
      'no such guardrail',
    ],
    ['is still being made', { ...GOOD, status: 'VERSIONING' }, 'not ready'],
    [
      'is of the Classic tier',
      { ...GOOD, contentPolicy: { tier: { tierName: 'CLASSIC' } } },
      'not read Korean',
    ],
    ['has an older policy without a tier', { ...GOOD, topicPolicy: {} }, 'not read Korean'],
    ['stays in one Region', { ...GOOD, crossRegionDetails: undefined }, 'not read Korean'],
  ])('says when it %s', async (_, reply, words) => {
    const verdict = await verdictOn(reply);
    expect(verdict).toMatch(/^fail/);
    expect(verdict).toContain(words);
  });

  it('asks for no more than English needs where the brand writes no Korean', async () => {
    expect(await verdictOn({ status: 'READY', contentPolicy: {} }, ['en'])).toBe('ok gr1 3');
  });

  it('does not take a missing right for a missing guardrail', async () => {
    await expect(verdictOn(new RefusedError('no'))).rejects.toThrow('no');
  });
});
