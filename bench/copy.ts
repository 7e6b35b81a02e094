/**
 * What an approved variant costs: copy for the made-up brand by the local composer, checked, judged, metered, and priced
 * as the model that the brand names. `node bench/copy.ts`, half a minute. A composer's tokens are counted by the length
 * of what it reads and writes, so this is an estimate for a model that answers as briefly.
 */
import { createHash } from 'node:crypto';
import { createMemoryCatalogueStore } from '#adapters/memory/memory-catalogue-store.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createObjectArtefactStore } from '#adapters/node/object-artefact-store.ts';
import { createTableDocumentStore } from '#adapters/node/table-document-store.ts';
import { openCopyOffice } from '#app/copy/copy-office.ts';
import { importBrand, importFactSheets } from '#app/copy/copy-settings.ts';
import { tables } from '#contracts/tables.ts';
import { listPrices } from '#core/cost/prices/list-prices.ts';
import { createPriceBook, requirePrice } from '#core/cost/prices/price-book.ts';
import { decimalText } from '#core/kernel/decimal.ts';
import { brandFile, createBrand, factsFile, scriptedAppeals } from '#demo/index.ts';
import { composeAnswer } from '#local/bedrock/compose-answer.ts';
import { tokensIn } from '#local/bedrock/converse-form.ts';

const PRODUCTS = 10;
const REGION = 'ap-northeast-2';
const NOW_MS = Date.UTC(2026, 10, 22, 3);
const MODEL = 'claude-haiku-4-5';

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const clock = { nowMs: () => NOW_MS };
const book = createPriceBook(listPrices);

function usd(unit: string, tokens: number): number {
  const asked = { service: 'AmazonBedrock', unit: `${unit}/${MODEL}`, region: REGION, atMs: NOW_MS };
  const { tiers, per } = requirePrice(book, asked);
  return (Number(decimalText(tiers[0]!.price)) * tokens) / Number(per);
}

const documents = createTableDocumentStore(createMemoryTable(tables.document));
const used = { calls: 0, repairs: 0, in: 0, out: 0, firstIn: 0, firstOut: 0 };
const brand = createBrand(7, { startsOn: '2026-11-22', customers: 1 });
const products = brand.products.slice(0, PRODUCTS);
await importBrand(documents, brandFile());
const signed = { by: 'bench', atMs: NOW_MS, sha256 };
await importFactSheets(documents, factsFile(brand, new Set(products.map(({ id }) => id))), signed);
const office = await openCopyOffice({
  documents,
  artefacts: createObjectArtefactStore(createMemoryObjectStore()),
  catalogue: createMemoryCatalogueStore(),
  lake: { async *read() {} },
  languageModel: {
    async converse({ system, messages }) {
      const text = composeAnswer(messages.at(-1)?.text ?? '');
      const read = [...system, ...messages.map((message) => message.text)].join('\n');
      const usage = { inTokens: tokensIn(read), outTokens: tokensIn(text), cachedInTokens: 0 };
      return { text, ending: 'complete', usage, model: 'local-composer' };
    },
  },
  clock,
  sha256,
  async meter({ tags }, { usage: { inTokens, outTokens } }) {
    const isRepair = tags['purpose'] === 'repair';
    used.calls += 1;
    used.repairs += isRepair ? 1 : 0;
    used.in += inTokens;
    used.out += outTokens;
    used.firstIn += isRepair ? 0 : inTokens;
    used.firstOut += isRepair ? 0 : outTokens;
  },
});
const script = { by: 'scripted-person', minutes: 1, isSimulated: true };
for (const product of products)
  for (const { type, text } of scriptedAppeals(product))
    await office.appeals.write({ productId: product.id, personaId: undefined, type, text }, script);

const startMs = performance.now();
const run = await office.run({}, { campaign: 'none' });
let approved = 0;
for (const id of run.setIds) {
  const { variants } = await office.copies.show(id);
  const passed = variants.filter(({ status }) => status === 'passed').map((variant) => variant.id);
  await office.copies.approve(id, passed, script);
  await office.copies.close(id);
  approved += passed.length;
}
const seconds = (performance.now() - startMs) / 1000;
const onDemand = usd('input-token', used.in) + usd('output-token', used.out);
const batched =
  usd('batch-input-token', used.firstIn) +
  usd('batch-output-token', used.firstOut) +
  usd('input-token', used.in - used.firstIn) +
  usd('output-token', used.out - used.firstOut);
print(
  `${run.rows} rows in ${seconds.toFixed(1)} s: ${approved} approved, ${run.failed} failed, ${run.duplicates} said the same (all simulated)`,
);
print(`${used.calls} calls, ${used.repairs} of them repairs; ${used.in} tokens in, ${used.out} out`);
for (const [how, sum] of [
  ['on demand', onDemand],
  ['first questions in batch', batched],
] as const)
  print(
    `${how}: USD ${sum.toFixed(4)}, ${(sum / approved).toFixed(6)} per approved variant (${MODEL}, ${REGION})`,
  );
