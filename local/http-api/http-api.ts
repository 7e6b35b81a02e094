import { InputError } from '#core/kernel/errors.ts';
import type { Invoker } from '../functions/invoker.ts';
import type { Answer, Call } from '../gateway/call.ts';
import type { Cloud, CloudResource } from '../template/read-cloud.ts';
import { answerPreflight, type CorsConfiguration, corsHeaders } from './cors.ts';
import { fromHttpResponse, toHttpEvent } from './http-event.ts';
import { createRouteTable } from './route-table.ts';

const MAX_BODY_BYTES = 10 * 1_048_576;
/** HTTP APIs give up after 30 s at most, whatever the integration says. Wall time. */
const LONGEST_TIMEOUT_MS = 30_000;

export interface HttpApi {
  readonly id: string;
  handle(call: Call): Promise<Answer>;
}

interface Integration {
  readonly functionArn: string;
  readonly timeoutMs: number;
}

/** Brings up one HTTP API of the templates. @throws InputError for what it cannot do, by name. */
export function createHttpApi(
  api: CloudResource,
  cloud: Cloud,
  world: { invoker: Invoker; nowMs: () => number },
): HttpApi {
  const { invoker, nowMs } = world;
  if (api.properties['ProtocolType'] !== 'HTTP')
    throw new InputError(`${api.logicalId}: only ProtocolType HTTP is known to the local cloud`);
  const cors = api.properties['CorsConfiguration'] as CorsConfiguration | undefined;
  const findRoute = createRouteTable(
    cloud
      .ofType('AWS::ApiGatewayV2::Route')
      .filter(({ properties }) => properties['ApiId'] === api.ref)
      .map((route) => ({
        routeKey: String(route.properties['RouteKey']),
        target: readIntegration(route, cloud),
      })),
  );

  const invoke = async (call: Call): Promise<Answer> => {
    const route = findRoute(call.method, call.path);
    if (route === undefined) return message(404, 'Not Found');
    if (call.body.length > MAX_BODY_BYTES) return message(413, 'Request Entity Too Large');
    const { routeKey, pathParameters, target } = route;
    const event = toHttpEvent({
      call,
      apiId: api.ref,
      stage: '$default',
      routeKey,
      pathParameters,
      nowMs: nowMs(),
    });
    const host = invoker.host(target.functionArn);
    const reply = await withinMs(target.timeoutMs, invoker.invoke(host, event, api.logicalId));
    if (reply === 'late' || reply === 'not-run') return message(503, 'Service Unavailable');
    return 'error' in reply ? message(500, 'Internal Server Error') : fromHttpResponse(reply.payload);
  };

  return {
    id: api.ref,
    handle: async (call) => {
      if (cors === undefined) return invoke(call);
      const preflight = answerPreflight(cors, call);
      if (preflight !== undefined) return preflight;
      const answer = await invoke(call);
      // A configured API owns these headers: what the function says of them is dropped, as on AWS.
      const own = Object.entries(answer.headers).filter(([name]) => !name.startsWith('access-control-'));
      return { ...answer, headers: { ...Object.fromEntries(own), ...corsHeaders(cors, call) } };
    },
  };
}

function readIntegration(route: CloudResource, cloud: Cloud): Integration {
  const target = String(route.properties['Target']);
  const found = cloud
    .ofType('AWS::ApiGatewayV2::Integration')
    .find(({ ref }) => target === `integrations/${ref}`);
  const refuse = (what: string): never => {
    throw new InputError(`route ${route.logicalId}: ${what} is not known to the local cloud`);
  };
  if (found === undefined) return refuse(`target ${target}`);
  const { IntegrationType, IntegrationUri, PayloadFormatVersion, TimeoutInMillis } = found.properties;
  if (IntegrationType !== 'AWS_PROXY') refuse(`integration type ${String(IntegrationType)}`);
  if (PayloadFormatVersion !== '2.0') refuse(`payload format ${String(PayloadFormatVersion)}`);
  const authorization = route.properties['AuthorizationType'] ?? 'NONE';
  if (authorization !== 'NONE') refuse(`authorization ${JSON.stringify(authorization)}`);
  // A template may name the function's invocation path instead of its ARN.
  const functionArn =
    /functions\/(arn:[^/]+)\/invocations$/.exec(String(IntegrationUri))?.[1] ?? String(IntegrationUri);
  return {
    functionArn,
    timeoutMs: Math.min(LONGEST_TIMEOUT_MS, Number(TimeoutInMillis ?? LONGEST_TIMEOUT_MS)),
  };
}

async function withinMs<T>(timeoutMs: number, work: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function message(statusCode: number, text: string): Answer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message: text }),
  };
}
