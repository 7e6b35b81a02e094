import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHandler } from '#lambdas/watch-sources/handler.ts';

const context = { functionName: 'watch-sources', awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };

describe('watch-sources', () => {
  let written: string[];
  beforeEach(() => {
    written = [];
    Object.assign(process.env, { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' });
    for (const method of ['log', 'warn'] as const) {
      jest.spyOn(console, method).mockImplementation((text: string) => void written.push(text));
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('counts a metric per rule, also when it is zero, and what the sweep finished', async () => {
    const handler = createHandler({
      logger: new Logger(),
      metrics: new Metrics({ namespace: 'Kairos' }),
      watchSources: async () => [{ source: 'pos', rule: 'silent_source', sinceMs: 5, extent: 20 }],
      sweepMerges: async () => ({ finishedCount: 2, youngCount: 0 }),
    });
    expect(await handler({}, context)).toMatchObject({ finishedMerges: 2, alarms: [{ source: 'pos' }] });
    const metrics = written.filter((text) => text.includes('_aws')).join('\n');
    for (const [name, value] of [
      ['EventsSourcesSilent', 1],
      ['EventsSourcesLagging', 0],
      ['ProfilesMergesSwept', 2],
    ] as const) {
      expect(metrics).toContain(`"${name}":${value}`);
    }
  });
});
