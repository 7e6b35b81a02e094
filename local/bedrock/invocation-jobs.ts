import { randomUUID } from 'node:crypto';
import { AwsError } from '../gateway/aws-error.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import { type ConverseInput, converseOutput, type Spoken } from './converse-form.ts';

/** Bedrock takes no smaller job. */
const FEWEST_RECORDS = 100;

interface JobInput {
  readonly jobName?: string;
  readonly clientRequestToken?: string;
  readonly modelId?: string;
  readonly modelInvocationType?: string;
  readonly inputDataConfig?: { readonly s3InputDataConfig?: { readonly s3Uri?: string } };
  readonly outputDataConfig?: { readonly s3OutputDataConfig?: { readonly s3Uri?: string } };
}

interface Job {
  readonly id: string;
  readonly input: JobInput;
  status: 'Submitted' | 'Completed';
}

/** Bedrock's operations on jobs. */
export interface InvocationJobs {
  create(input: JobInput): unknown;
  look(arn: string): Promise<unknown>;
}

/** Batch inference: a job stands as submitted until somebody looks again, and is done then. Its jobs end with the run. */
export function createInvocationJobs(
  store: ObjectStore,
  speak: (input: ConverseInput, model: string) => Promise<Spoken>,
  nowMs: () => number,
): InvocationJobs {
  const jobs = new Map<string, Job>();

  const work = async ({ id, input }: Job): Promise<void> => {
    const from = placeOf(input.inputDataConfig?.s3InputDataConfig?.s3Uri);
    const to = placeOf(input.outputDataConfig?.s3OutputDataConfig?.s3Uri);
    const answers: string[] = [];
    for (const line of linesAt(store, from)) {
      const { recordId, modelInput } = JSON.parse(line) as { recordId: string; modelInput: ConverseInput };
      const modelOutput = converseOutput(await speak(modelInput, input.modelId ?? ''));
      answers.push(JSON.stringify({ recordId, modelInput, modelOutput }));
    }
    const file = from.key.slice(from.key.lastIndexOf('/') + 1);
    const key = `${to.key}${id}/${file}.out`;
    // Bedrock promises no order; neither do we.
    store.put(to.bucket, key, Buffer.from(`${answers.reverse().join('\n')}\n`), {
      modifiedAtMs: nowMs(),
    });
  };

  return {
    create(input: JobInput): unknown {
      if (input.modelInvocationType !== 'Converse')
        throw new AwsError('ValidationException', 'The local Bedrock runs jobs in the form of Converse only');
      const again = [...jobs.values()].find(
        (job) => job.input.clientRequestToken === input.clientRequestToken,
      );
      if (again !== undefined) return { jobArn: arnOf(again.id) };
      const count = linesAt(store, placeOf(input.inputDataConfig?.s3InputDataConfig?.s3Uri)).length;
      if (count < FEWEST_RECORDS)
        throw new AwsError(
          'ValidationException',
          `A job needs ${FEWEST_RECORDS} records; this one has ${count}`,
        );
      const job: Job = { id: randomUUID().replaceAll('-', '').slice(0, 12), input, status: 'Submitted' };
      jobs.set(job.id, job);
      return { jobArn: arnOf(job.id) };
    },
    async look(arn: string): Promise<unknown> {
      const job = jobs.get(arn.slice(arn.lastIndexOf('/') + 1));
      if (job === undefined) throw new AwsError('ResourceNotFoundException', `There is no job ${arn}`, 404);
      if (job.status === 'Submitted') {
        await work(job);
        job.status = 'Completed';
      }
      return { jobArn: arn, jobName: job.input.jobName, modelId: job.input.modelId, status: job.status };
    },
  };
}

const arnOf = (id: string): string => `arn:aws:bedrock:us-east-1:000000000000:model-invocation-job/${id}`;

function placeOf(uri = ''): { readonly bucket: string; readonly key: string } {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(uri) ?? [];
  if (bucket === '') throw new AwsError('ValidationException', `${uri} is no place in S3`);
  return { bucket, key };
}

function linesAt(store: ObjectStore, { bucket, key }: ReturnType<typeof placeOf>): readonly string[] {
  const found = store.get(bucket, key);
  if (found === undefined) throw new AwsError('ValidationException', `There is no s3://${bucket}/${key}`);
  return found.body
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}
