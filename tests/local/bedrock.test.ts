import { randomUUID } from 'node:crypto';
import { BedrockRuntimeClient, ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { createBedrockBatchInference } from '#adapters/aws/bedrock-batch-inference.ts';
import { createBedrockControl } from '#adapters/aws/bedrock-control.ts';
import { createBedrockLanguageModel } from '#adapters/aws/bedrock-language-model.ts';
import { createS3ObjectStore } from '#adapters/aws/s3-object-store.ts';
import { createJournalMeter, meterLanguageModel } from '#app/copy/meter-language-model.ts';
import { createWriteVariants } from '#app/copy/write-variants.ts';
import { copyPrompt } from '#core/copy/brief/copy-prompt.ts';
import type { CostEntry } from '#core/cost/ledger/charge.ts';
import type { LocalCloud } from '#local/start-local-cloud.ts';
import { briefIn, copyStores, NOW_MS, sheetIn, voice } from '../support/copy/copy-fixtures.ts';
import { clientConfig, withCloud } from './support/running-cloud.ts';
import { ASSEMBLY } from './support/services-assembly.ts';

const client = (cloud: LocalCloud) => new BedrockRuntimeClient({ ...clientConfig(cloud), maxAttempts: 1 });

function writing(cloud: LocalCloud) {
  const uses: CostEntry[] = [];
  const meter = createJournalMeter({
    journal: { append: async (_, entries) => void uses.push(...entries) },
    clock: { nowMs: () => NOW_MS },
    region: 'ap-northeast-2',
    newId: randomUUID,
    onUnmetered: () => undefined,
  });
  const model = createBedrockLanguageModel(client(cloud), { cachesPrefix: true });
  const write = createWriteVariants({
    ...copyStores(),
    languageModel: meterLanguageModel(model, meter),
    modelId: 'global.test.model-20261001-v1:0',
    voice,
    predictResponse: () => 0.5,
  });
  return { write, uses };
}

describe('Bedrock at home', () => {
  it('writes twelve variants that pass, says who wrote them, meters their tokens, and charges the same brief once', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const { write, uses } = writing(cloud);
      for (const language of ['ko', 'en'] as const) {
        const set = await write(briefIn(language), sheetIn(language), {
          campaign: 'c-1',
          persona: 'p-01',
          stage: 'copy',
        });
        if (set.status !== 'written') throw new Error(set.reason);
        expect(set.model).toBe('local-composer');
        const passed = set.variants.filter(({ judgement }) => judgement !== undefined);
        expect(passed).toHaveLength(12);
        expect(new Set(passed.map(({ title, body }) => title + body)).size).toBe(12);
      }
      const paid = uses.length;
      expect(uses[0]).toMatchObject({
        service: 'AmazonBedrock',
        unit: 'input-token/model',
        tags: { campaign: 'c-1', persona: 'p-01', stage: 'copy' },
      });
      const again = await write(briefIn('ko'), sheetIn('ko'), { campaign: 'c-2' });
      expect([again, uses.length]).toEqual([expect.objectContaining({ isCached: true }), paid]);
    }));

  it.each([
    ['refusal', 'refused'],
    ['truncated', 'truncated'],
    ['malformed', 'malformed'],
  ])('in the mood "%s" the writing fails as %s, and nothing half-made is kept', (kind, reason) =>
    withCloud(ASSEMBLY, async (cloud) => {
      cloud.faults.add({ service: 'bedrock', kind: kind as 'refusal', count: 1 });
      const { write } = writing(cloud);
      const set = await write(briefIn('ko'), sheetIn('ko'), {});
      expect(set).toMatchObject({ status: 'failed', reason });
      expect(await write(briefIn('ko'), sheetIn('ko'), {})).toMatchObject({
        status: 'written',
        isCached: false,
      });
    }),
  );

  it.each([
    ['wrong-language', 'language'],
    ['invented-discount', 'percent'],
    ['obeys-injection', 'injection'],
  ])('in the mood "%s" every variant is rejected by the rule %s when the repair is no better', (kind, rule) =>
    withCloud(ASSEMBLY, async (cloud) => {
      cloud.faults.add({ service: 'bedrock', kind: kind as 'refusal' });
      const set = await writing(cloud).write(briefIn('ko'), sheetIn('ko'), {});
      if (set.status !== 'written') throw new Error(set.reason);
      expect(set.variants.filter(({ judgement }) => judgement !== undefined)).toEqual([]);
      for (const { findings } of set.variants) expect(findings.map((each) => each.rule)).toContain(rule);
    }),
  );

  it('repairs once: a first answer with an invented discount is written again and passes', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      cloud.faults.add({ service: 'bedrock', kind: 'invented-discount', count: 1 });
      const set = await writing(cloud).write(briefIn('ko'), sheetIn('ko'), {});
      if (set.status !== 'written') throw new Error(set.reason);
      const passed = set.variants.filter(({ judgement }) => judgement !== undefined);
      expect(passed.length).toBeGreaterThanOrEqual(8);
      expect(passed.every(({ isRepaired }) => isRepaired)).toBe(true);
    }));

  it('throttled, it is an error that a later try may mend', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      cloud.faults.add({ service: 'bedrock', kind: 'throttle', count: 1 });
      const { write } = writing(cloud);
      await expect(write(briefIn('ko'), sheetIn('ko'), {})).rejects.toMatchObject({
        name: 'UnavailableError',
        retryable: true,
      });
      expect(await write(briefIn('ko'), sheetIn('ko'), {})).toMatchObject({ status: 'written' });
    }));

  it('answers InvokeModel too, and cuts at the caller’s limit', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const bedrock = client(cloud);
      const { messages } = copyPrompt(briefIn('en'), voice);
      const content = messages[0]?.text;
      const body = JSON.stringify({ messages: [{ role: 'user', content }], max_tokens: 4000 });
      const reply = await bedrock.send(new InvokeModelCommand({ modelId: 'm', body }));
      expect(JSON.parse(reply.body.transformToString())).toMatchObject({
        model: 'local-composer',
        stop_reason: 'end_turn',
      });
      const cut = await bedrock.send(
        new ConverseCommand({
          modelId: 'm',
          messages: [{ role: 'user', content: [{ text: content ?? '' }] }],
          inferenceConfig: { maxTokens: 20 },
        }),
      );
      expect([cut.stopReason, cut.usage?.outputTokens]).toEqual(['max_tokens', 20]);
    }));

  it('runs a job of a hundred questions, whose answers are joined by id, and refuses a smaller one', () =>
    withCloud(ASSEMBLY, async (cloud) => {
      const objects = createS3ObjectStore(new S3Client({ ...clientConfig(cloud), forcePathStyle: true }), {
        bucketName: 'app-lake',
      });
      const batch = createBedrockBatchInference(createBedrockControl(client(cloud), cloud.url), objects, {
        bucketName: 'app-lake',
        roleArn: 'arn:aws:iam::1:role/batch',
      });
      const request = { ...copyPrompt(briefIn('ko', { count: 2 }), voice), model: 'm', tags: {} };
      const questions = Array.from({ length: 100 }, (_, i) => ({ id: `q${i}`, request }));
      await expect(batch.start('small', questions.slice(1))).rejects.toMatchObject({ name: 'RefusedError' });
      const job = await batch.start('run 1', questions);
      expect(await batch.start('run 1', questions)).toBe(job);
      expect(await batch.hasEnded(job)).toBe(true);
      const ids: string[] = [];
      for await (const { id, answer } of batch.answers({ name: 'run 1', job, model: 'm' })) {
        expect([answer.model, answer.ending]).toEqual(['local-composer', 'complete']);
        ids.push(id);
      }
      expect(ids.sort()).toEqual(questions.map(({ id }) => id).sort());
    }));
});
