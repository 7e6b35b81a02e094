import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { CopyOffice } from '#app/copy/copy-office.ts';
import type { CopyReview } from '#app/copy/copy-review.ts';
import type { OrderedRow } from '#app/copy/list-rows.ts';
import { type ObjectStore, readObject } from '#app/ports/object-store.ts';
import { type CopyStep, copyStep } from '#contracts/copy-run.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

interface Dependencies extends Telemetry {
  readonly openOffice: () => Promise<CopyOffice>;
  readonly openReview: () => Promise<CopyReview>;
  readonly objects: ObjectStore;
}

/** The steps of the copy state machine: list the rows, ask for many in batch, write one, wait for people, let them lapse. */
export function createHandler(dependencies: Dependencies): LambdaFunction<unknown, unknown> {
  return withMiddleware(dependencies, async (event) => {
    const call = copyStep.parse(event);
    switch (call.step) {
      case 'ask':
      case 'remind':
      case 'lapse':
        return waitForPeople(call, dependencies);
      default:
        return askTheModel(call, dependencies);
    }
  });
}

type Step<Name extends CopyStep['step']> = Extract<CopyStep, { readonly step: Name }>;

/** The rows, a job over many of them, and each of them. */
async function askTheModel(
  call: Step<'rows' | 'batch' | 'collect' | 'write'>,
  { openOffice, objects, metrics }: Dependencies,
): Promise<unknown> {
  const office = await openOffice();
  switch (call.step) {
    case 'rows':
      return listRows(await office.rows(withoutUndefined(call.order)), call.execution, objects);
    case 'batch':
      return { job: (await office.batch?.start(call.execution, await rowsAt(objects, call.key))) ?? null };
    case 'collect': {
      const collected = await office.batch?.collect(call.job, await rowsAt(objects, call.key));
      // A guardrail was set meanwhile: nothing of the job may be used.
      return collected ?? { hasEnded: true, keptCount: 0 };
    }
    case 'write': {
      const ordered = call.ordered as unknown as OrderedRow;
      const run = await office.write(ordered, { campaign: 'none', run: call.execution });
      if (run.unavailableRows > 0) throw new UnavailableError('the language model is down or throttled');
      metrics.addMetric('CopyVariantsPassed', MetricUnit.Count, run.passed);
      metrics.addMetric('CopyVariantsFailed', MetricUnit.Count, run.failed);
      return { setIds: run.setIds, passed: run.passed, failed: run.failed };
    }
  }
}

/** Waiting, reminding, and the end of the time. */
async function waitForPeople(
  call: Step<'ask' | 'remind' | 'lapse'>,
  { openReview, metrics }: Dependencies,
): Promise<unknown> {
  const review = await openReview();
  if (call.step === 'lapse') return review.lapse(call.execution);
  if (call.step === 'ask') return review.ask(call.execution, call.token);
  const reminded = await review.remind(call.execution, call.token);
  metrics.addMetric('CopyReviewsOverdue', MetricUnit.Count, reminded.setCount);
  return reminded;
}

/** The rows of a run as a file, a line each. */
async function listRows(
  rows: AsyncIterable<OrderedRow>,
  execution: string,
  objects: ObjectStore,
): Promise<{ readonly key: string; readonly count: number }> {
  const lines: string[] = [];
  for await (const row of rows) lines.push(JSON.stringify(row));
  const key = `copy-runs/${execution}/rows.jsonl`;
  await objects.put(key, new TextEncoder().encode(lines.join('\n')));
  return { key, count: lines.length };
}

async function rowsAt(objects: ObjectStore, key: string): Promise<readonly OrderedRow[]> {
  const text = new TextDecoder().decode(await readObject(objects, key));
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as OrderedRow);
}

function withoutUndefined<T extends object>(order: T): { readonly [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]: Exclude<T[K], undefined>;
  };
}
