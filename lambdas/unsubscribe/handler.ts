import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Unsubscribe } from '#app/delivery/unsubscribe.ts';
import type { HttpAnswer, HttpEvent } from '#contracts/http-event.ts';
import { type LambdaFunction, type Telemetry, withMiddleware } from '#lambdas/shared/with-middleware.ts';
import { askPage, donePage, unknownPage } from './pages.ts';

/** The way out. GET shows a page: link scanners click everything. Only POST acts (RFC 8058). */
export function createHandler(
  dependencies: Telemetry & { readonly unsubscribe: Unsubscribe },
): LambdaFunction<HttpEvent, HttpAnswer> {
  const { unsubscribe, metrics } = dependencies;
  return withMiddleware(dependencies, async (event) => {
    const token = decodeURIComponent(/^\/u\/([^/]+)$/.exec(event.rawPath)?.[1] ?? '');
    if (unsubscribe.channelOf(token) === undefined) return page(404, unknownPage());
    const { method } = event.requestContext.http;
    if (method === 'GET') return page(200, askPage());
    if (method !== 'POST') return page(405, unknownPage());
    await unsubscribe.act(token);
    metrics.addMetric('DeliveryUnsubscribed', MetricUnit.Count, 1);
    return page(200, donePage());
  });
}

function page(statusCode: number, body: string): HttpAnswer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  };
  return { statusCode, headers, body };
}
