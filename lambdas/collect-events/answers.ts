import type { HttpAnswer, HttpEvent } from '#contracts/http-event.ts';

/** An answer in JSON. */
export function answer(statusCode: number, body: object, headers: Record<string, string> = {}): HttpAnswer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** What browser and mobile SDKs ask for before they send: where to send to, and that every event is welcome. */
export function settingsAnswer(event: HttpEvent, writeKey: string): HttpAnswer {
  const host = event.headers['host'] ?? event.requestContext.domainName;
  const protocol = event.headers['x-forwarded-proto'] ?? 'https';
  const everything = { __default: { enabled: true, integrations: {} } };
  const settings = {
    integrations: {
      'Segment.io': { apiKey: writeKey, apiHost: `${host}/v1`, protocol, addBundledMetadata: false },
    },
    plan: { track: everything, identify: everything, group: everything },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { host: `${host}/v1`, sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
  return answer(200, settings, { 'cache-control': 'public, max-age=300' });
}
