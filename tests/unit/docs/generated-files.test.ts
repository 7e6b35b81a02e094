import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { generatedFiles } from '../../../docs/generated-files.ts';

const docs = new URL('../../../docs/', import.meta.url);

describe('generated reference', () => {
  it('is up to date (npm run docs:generate)', async () => {
    for (const [path, text] of generatedFiles()) {
      expect([path, await readFile(new URL(path, docs), 'utf8')]).toEqual([path, text]);
    }
  });

  it('holds no schema that nothing makes', async () => {
    const expected = [...generatedFiles().keys()].filter((path) => path.endsWith('.json'));
    const found = await readdir(new URL('reference/schemas/', docs));
    expect(found.map((name) => `reference/schemas/${name}`).sort()).toEqual(expected.sort());
  });
});
