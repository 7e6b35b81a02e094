import { describe, expect, it } from '@jest/globals';
import { pricedName } from '#app/copy/meter-language-model.ts';
import { brand } from '#contracts/brand.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook } from '#core/cost/prices/price-book.ts';
import { brandFile } from '#demo/copy/brand-file.ts';
import { stageConfig } from '#lib/config/stage-config.ts';

const ATMS = Date.parse('2026-11-22T00:00:00Z');
const KINDS = ['input-token', 'output-token', 'batch-input-token', 'batch-output-token'];
const CACHED = ['cached-input-token', 'cache-write-token'];

const defaults = {
  'the brand that says nothing of models': brand.shape.copy.parse({}).model,
  'the made-up brand': brand.parse(JSON.parse(brandFile())).copy.model,
  'names of personas': stageConfig('dev').namingModelId,
};

describe('the language model that is asked by default', () => {
  it.each(Object.entries(defaults))('of %s has a price for every kind of token', (_, model) => {
    const book = createPriceBook(listPrices);
    for (const region of ['us-east-1', 'ap-northeast-2']) {
      const units = [...KINDS, ...CACHED].map((kind) => `${kind}/${pricedName(model)}`);
      const priced = units.filter((unit) =>
        book.find({ service: 'AmazonBedrock', unit, region, atMs: ATMS }),
      );
      expect(priced).toEqual(units);
    }
  });
});
