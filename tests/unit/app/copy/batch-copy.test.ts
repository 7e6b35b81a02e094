import { describe, expect, it } from '@jest/globals';
import { createBedrockBatchInference } from '#adapters/aws/bedrock-batch-inference.ts';
import type { ControlCall } from '#adapters/aws/bedrock-control.ts';
import { createMemoryObjectStore } from '#adapters/memory/memory-object-store.ts';
import { createBatchCopy } from '#app/copy/batch-copy.ts';
import type { OrderedRow } from '#app/copy/list-rows.ts';
import { createTallyMeter } from '#app/copy/meter-language-model.ts';
import { createWriteVariants } from '#app/copy/write-variants.ts';
import { readObject } from '#app/ports/object-store.ts';
import type { CopyBrief } from '#core/copy/brief/copy-brief.ts';
import { createUsageTally } from '#core/cost/meter/usage-tally.ts';
import { composeAnswer } from '#local/bedrock/compose-answer.ts';
import { briefIn, copyStores, sheetIn, voice } from '../../../support/copy/copy-fixtures.ts';

const ROLE = 'arn:aws:iam::1:role/batch';
const QUESTIONS = 'copy-runs/run-1/batch/questions.jsonl';
const ANSWERS = 'copy-runs/run-1/batch/answers/job1/questions.jsonl.out';
const MODEL = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';

interface QuestionLine {
  readonly recordId: string;
  readonly modelInput: { readonly messages: readonly { readonly content: readonly { text: string }[] }[] };
}

/** Different reasons, none of which holds a number that the checker would look for. */
const REASONS = ['가벼운', '순한', '촉촉한', '산뜻한', '편안한'];

const rowsOf = (count: number): readonly OrderedRow[] =>
  Array.from({ length: count }, (_, i) => {
    const brief: CopyBrief = briefIn('ko', {
      appeal: { id: `a-${i}`, type: 'context', text: `${REASONS[i]} 토너를 찾는 분께` },
    });
    const { channel, language, tone, factSheetId } = brief;
    const kind = { channel, language, tone, factSheetId };
    return {
      brief,
      row: {
        personaId: 'p-01',
        appealId: `a-${i}`,
        appealType: 'context',
        appealAuthor: 'person',
        productId: 'sku-1',
        ...kind,
      },
    };
  });

/** A batch service whose bucket the test can see and answer in, and a model on demand that counts its calls. */
function openBatch(fewest = 2) {
  const stores = copyStores();
  const objects = createMemoryObjectStore();
  const calls: ControlCall[] = [];
  let status = 'InProgress';
  const control = {
    call: async (call: ControlCall) => {
      calls.push(call);
      return { jobArn: 'arn:aws:bedrock:x:1:model-invocation-job/job1', status };
    },
  };
  const tally = createUsageTally({ region: 'x' });
  const batch = createBatchCopy({
    ...stores,
    batch: createBedrockBatchInference(control, objects, { bucketName: 'artefacts', roleArn: ROLE }),
    modelId: MODEL,
    voice,
    meter: createTallyMeter(tally),
    fewest,
  });
  const questions = async (): Promise<readonly QuestionLine[]> =>
    new TextDecoder()
      .decode(await readObject(objects, QUESTIONS))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as QuestionLine);
  const answer = async (skipped = 0): Promise<void> => {
    const lines = (await questions()).map(({ recordId, modelInput }, i) => {
      const text = composeAnswer(modelInput.messages[0]?.content[0]?.text ?? '');
      const modelOutput = {
        output: { message: { role: 'assistant', content: [{ text }] } },
        stopReason: 'end_turn',
        usage: { inputTokens: 100, outputTokens: 10 },
      };
      return i < skipped
        ? { recordId, error: { errorCode: 400, errorMessage: 'no' } }
        : { recordId, modelOutput };
    });
    const text = lines.reverse().map((line) => JSON.stringify(line));
    await objects.put(ANSWERS, new TextEncoder().encode(text.join('\n')));
    status = 'Completed';
  };
  let asked = 0;
  const write = createWriteVariants({
    ...stores,
    languageModel: {
      converse: async ({ messages }) => {
        asked += 1;
        const usage = { inTokens: 1, outTokens: 1, cachedInTokens: 0 };
        return { text: composeAnswer(messages[0]?.text ?? ''), ending: 'complete', usage, model: 'm' };
      },
    },
    modelId: MODEL,
    voice,
    predictResponse: () => 0.5,
  });
  const writeAll = async (rows: readonly OrderedRow[]): Promise<number> => {
    for (const { brief } of rows) await write(brief, sheetIn('ko'), {});
    return asked;
  };
  return { batch, calls, questions, answer, writeAll, tally };
}

describe('copy in batch', () => {
  it('asks each row’s first question in one job, without personal data, cache points or tags', async () => {
    const { batch, calls, questions } = openBatch();
    const job = await batch.start('run-1', rowsOf(3));
    expect(job).toMatchObject({ name: 'run-1', model: MODEL });
    expect(calls[0]?.body).toMatchObject({
      modelId: MODEL,
      modelInvocationType: 'Converse',
      roleArn: ROLE,
      inputDataConfig: { s3InputDataConfig: { s3Uri: `s3://artefacts/${QUESTIONS}` } },
    });
    expect(await questions()).toHaveLength(3);
    expect(JSON.stringify(await questions())).not.toMatch(/cachePoint|requestMetadata|modelId/);
  });

  it('starts none for fewer questions than a job is worth, nor for what was answered before', async () => {
    const { batch, calls, writeAll } = openBatch(4);
    expect(await batch.start('run-1', rowsOf(3))).toBeUndefined();
    await writeAll(rowsOf(2));
    expect(await batch.start('run-1', rowsOf(5))).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it('waits while the job is under way, then its answers, in any order, are what the rows find: nobody asks again', async () => {
    const { batch, answer, writeAll } = openBatch();
    const job = (await batch.start('run-1', rowsOf(3)))!;
    expect(await batch.collect(job, rowsOf(3))).toEqual({ hasEnded: false, keptCount: 0 });
    await answer();
    expect(await batch.collect(job, rowsOf(3))).toEqual({ hasEnded: true, keptCount: 3 });
    expect(await writeAll(rowsOf(3))).toBe(0);
  });

  it('leaves rows whose question failed to ask by themselves', async () => {
    const { batch, answer, writeAll } = openBatch();
    const job = (await batch.start('run-1', rowsOf(3)))!;
    await answer(1);
    expect(await batch.collect(job, rowsOf(3))).toEqual({ hasEnded: true, keptCount: 2 });
    expect(await writeAll(rowsOf(3))).toBe(1);
  });

  it('meters tokens at the price of a batch, under the row’s tags', async () => {
    const { batch, answer, tally } = openBatch();
    const job = (await batch.start('run-1', rowsOf(3)))!;
    await answer();
    await batch.collect(job, rowsOf(3));
    tally.endRun();
    const counted = tally
      .take()
      .map(({ unit, quantity, tags }) => [unit, quantity, tags.persona, tags.stage]);
    expect(counted).toEqual([
      ['batch-input-token/claude-haiku-4-5', 300n, 'p-01', 'copy'],
      ['batch-output-token/claude-haiku-4-5', 30n, 'p-01', 'copy'],
    ]);
  });
});
