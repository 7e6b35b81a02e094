import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ProviderReport } from '#app/delivery/hear-providers.ts';
import { providerEvent, type SnsEvent } from '#contracts/provider-event.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';
import { providerReport } from './provider-report.ts';

/** What the services that send for us say of our messages. What cannot be read is counted, and holds nothing up. */
export function createHandler(
  dependencies: Telemetry & { readonly hear: (reports: readonly ProviderReport[]) => Promise<void> },
): LambdaFunction<SnsEvent, void> {
  const { hear, logger, metrics } = dependencies;
  return withMiddleware(dependencies, async ({ Records }) => {
    const read = Records.map(({ Sns }) => providerEvent.safeParse(parsed(Sns.Message)));
    const unreadable = read.filter(({ success }) => !success).length;
    if (unreadable > 0) logger.warn('reports of a provider cannot be read', { count: unreadable });
    metrics.addMetric('DeliveryReportsUnreadable', MetricUnit.Count, unreadable);
    const reports = read.flatMap(({ data }) => (data && providerReport(data)) ?? []);
    metrics.addMetric('DeliveryReports', MetricUnit.Count, reports.length);
    if (reports.length > 0) await hear(reports);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
