import * as z from 'zod/mini';
import type { BedrockControl } from '#adapters/aws/bedrock-control.ts';
import { converseAnswer, converseBody } from '#adapters/aws/converse-form.ts';
import type { BatchAnswer, BatchInference, BatchQuestion } from '#app/ports/batch-inference.ts';
import { type ObjectStore, readObject } from '#app/ports/object-store.ts';
import { RefusedError } from '#core/kernel/errors.ts';

/** Where jobs read and write. */
export interface BatchSettings {
  readonly bucketName: string;
  /** Role that Bedrock takes on to read the questions and write the answers. */
  readonly roleArn: string;
}

/** A job that nobody served within a day has failed us: what it did answer is kept, the rest is asked one by one. */
const MOST_HOURS = 24;

const UNDER_WAY = new Set(['Submitted', 'Validating', 'Scheduled', 'InProgress', 'Stopping']);

const started = z.object({ jobArn: z.string() });
const seen = z.object({ status: z.string() });
/** One line of an answer file; a question that failed has `error` in place of the output. */
const line = z.object({ recordId: z.string(), modelOutput: z.optional(z.looseObject({})) });

const folderOf = (name: string): string => `copy-runs/${name}/batch`;

/**
 * Bedrock's batch inference in Converse's form: questions as JSON lines in S3, answers as JSON lines in S3, joined by id.
 * @see docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-data.html
 */
export function createBedrockBatchInference(
  control: BedrockControl,
  objects: ObjectStore,
  { bucketName, roleArn }: BatchSettings,
): BatchInference {
  return {
    async start(name, questions) {
      const [first] = questions;
      if (first === undefined) throw new RefusedError('a job without questions');
      const key = `${folderOf(name)}/questions.jsonl`;
      const lines = questions.map((question) => JSON.stringify(recordOf(question)));
      await objects.put(key, new TextEncoder().encode(`${lines.join('\n')}\n`));
      const reply = await control.call({
        operation: 'CreateModelInvocationJob',
        method: 'POST',
        path: '/model-invocation-job',
        body: {
          jobName: jobNameOf(name),
          clientRequestToken: jobNameOf(name),
          roleArn,
          modelId: first.request.model,
          modelInvocationType: 'Converse',
          inputDataConfig: {
            s3InputDataConfig: { s3InputFormat: 'JSONL', s3Uri: `s3://${bucketName}/${key}` },
          },
          outputDataConfig: {
            s3OutputDataConfig: { s3Uri: `s3://${bucketName}/${folderOf(name)}/answers/` },
          },
          timeoutDurationInHours: MOST_HOURS,
        },
      });
      return started.parse(reply).jobArn;
    },

    async hasEnded(job) {
      const path = `/model-invocation-job/${encodeURIComponent(job)}`;
      const reply = await control.call({ operation: 'GetModelInvocationJob', method: 'GET', path });
      return !UNDER_WAY.has(seen.parse(reply).status);
    },

    async *answers({ name, job, model }) {
      const jobId = job.slice(job.lastIndexOf('/') + 1);
      const key = `${folderOf(name)}/answers/${jobId}/questions.jsonl.out`;
      const bytes = await readObject(objects, key);
      const text = new TextDecoder().decode(bytes ?? new Uint8Array());
      for (const each of text.split('\n')) {
        const answer = each.trim() === '' ? undefined : answerIn(each, model);
        if (answer !== undefined) yield answer;
      }
    },
  };
}

/** Letters, digits and hyphens, at most 63; the end of a name tells runs apart. */
const jobNameOf = (name: string): string => `copy-${name.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(-58)}`;

/** A job takes no cache point. */
const recordOf = ({ id, request }: BatchQuestion): unknown => ({
  recordId: id,
  modelInput: converseBody(request, { cachesPrefix: false }),
});

function answerIn(text: string, model: string): BatchAnswer | undefined {
  const { recordId, modelOutput } = line.parse(JSON.parse(text));
  if (modelOutput === undefined) return undefined;
  const answer = converseAnswer(modelOutput, { model });
  return { id: recordId, answer };
}
