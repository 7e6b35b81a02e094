import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { CopyOffice } from '#app/copy/copy-office.ts';
import type { CopyReview } from '#app/copy/copy-review.ts';
import type { OrderedRow } from '#app/copy/list-rows.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';
import { copyStep } from '#contracts/copy-run.ts';
import { UnavailableError } from '#core/kernel/errors.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';

/** The steps of the copy state machine: list the rows, write one, wait for people, let them lapse. */
export function createHandler(
  dependencies: Telemetry & {
    readonly openOffice: () => Promise<CopyOffice>;
    readonly openReview: () => Promise<CopyReview>;
    readonly objects: ObjectStore;
  },
): LambdaFunction<unknown, unknown> {
  const { openOffice, openReview, objects, metrics } = dependencies;
  return withMiddleware(dependencies, async (event) => {
    const call = copyStep.parse(event);
    switch (call.step) {
      case 'rows': {
        const lines: string[] = [];
        const order = withoutUndefined(call.order);
        for await (const row of await (await openOffice()).rows(order)) lines.push(JSON.stringify(row));
        const key = `copy-runs/${call.execution}/rows.jsonl`;
        await objects.put(key, new TextEncoder().encode(lines.join('\n')));
        return { key, count: lines.length };
      }
      case 'write': {
        const ordered = call.ordered as unknown as OrderedRow;
        const run = await (await openOffice()).write(ordered, { campaign: 'none', run: call.execution });
        if (run.unavailableRows > 0) throw new UnavailableError('the language model is down or throttled');
        metrics.addMetric('CopyVariantsPassed', MetricUnit.Count, run.passed);
        metrics.addMetric('CopyVariantsFailed', MetricUnit.Count, run.failed);
        return { setIds: run.setIds, passed: run.passed, failed: run.failed };
      }
      case 'ask':
        return (await openReview()).ask(call.execution, call.token);
      case 'remind': {
        const reminded = await (await openReview()).remind(call.execution, call.token);
        metrics.addMetric('CopyReviewsOverdue', MetricUnit.Count, reminded.setCount);
        return reminded;
      }
      case 'lapse':
        return (await openReview()).lapse(call.execution);
    }
  });
}

function withoutUndefined<T extends object>(order: T): { readonly [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(order).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]: Exclude<T[K], undefined>;
  };
}
