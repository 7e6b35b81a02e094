import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { brandFile } from '#demo/index.ts';
import { brandCopy } from '#lib/config/brand-copy.ts';

const folder = mkdtempSync(join(tmpdir(), 'kairos-brand-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const guardrail = { id: 'g', version: '1', tier: 'standard', crossRegion: true, policies: ['content'] };

function fileWith(change: object, languages = ['ko', 'en']): string {
  const path = join(folder, 'brand.json');
  const own = JSON.parse(brandFile()) as object;
  writeFileSync(
    path,
    JSON.stringify({ ...own, copy: { languages, guardrail: { ...guardrail, ...change } } }),
  );
  return path;
}

describe('the brand at build time', () => {
  it('takes a guardrail that reads the brand’s languages', () => {
    expect(brandCopy(fileWith({})).guardrail).toMatchObject({ id: 'g' });
  });

  it.each([
    ['the classic tier', { tier: 'classic' }],
    ['one Region only', { crossRegion: false }],
    ['word filters', { policies: ['content', 'words'] }],
    ['grounding', { policies: ['grounding'] }],
  ])('refuses %s for Korean, which would cover nothing and say nothing', (_, change) => {
    expect(() => brandCopy(fileWith(change))).toThrow(/copy\.guardrail: .*read Korean/);
    expect(brandCopy(fileWith(change, ['en'])).guardrail).toMatchObject({ id: 'g' });
  });
});
