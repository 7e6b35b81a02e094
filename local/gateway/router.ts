import { setTimeout as wallSleep } from 'node:timers/promises';
import type { HttpApi } from '../http-api/http-api.ts';
import type { DeskAnswer } from './aws-desk.ts';
import type { Answer, AwsCall, Call } from './call.ts';
import type { CallRecorder } from './call-recorder.ts';
import type { Fault, Faults } from './faults.ts';
import { identifyCall } from './identify-call.ts';

export interface RouterOptions {
  readonly desk: (aws: AwsCall, call: Call) => Promise<DeskAnswer>;
  readonly control: (call: Call) => Promise<Answer | undefined>;
  readonly apis: readonly HttpApi[];
  readonly faults: Faults;
  readonly recorder: CallRecorder;
  readonly nowMs: () => number;
}

/** AWS calls go to the services, the gateway's own paths to its controls, everything else to the HTTP API. */
export function createRouter(options: RouterOptions): (call: Call) => Promise<DeskAnswer> {
  const { desk, control, apis, faults, recorder, nowMs } = options;

  const underFault = async (api: HttpApi, call: Call, fault: Fault | undefined): Promise<DeskAnswer> => {
    if (fault === undefined || fault.kind === 'partial') return api.handle(call);
    if (fault.kind === 'reset-before') return 'reset';
    if (fault.kind === 'throttle') return refusal(429, 'Too Many Requests', { 'retry-after': '1' });
    if (fault.kind === '5xx') return refusal(503, 'Service Unavailable', {});
    if (fault.kind === 'delay') await wallSleep(fault.delayMs ?? 0);
    const answer = await api.handle(call);
    return fault.kind === 'reset-after-commit' ? 'reset' : answer;
  };

  const askApi = async (call: Call): Promise<DeskAnswer> => {
    const target = findApi(apis, call);
    if (target === undefined) return refusal(404, noApi(apis, call), {});
    const startedMs = performance.now();
    const aws = { service: 'http-api', operation: `${call.method} ${target.call.path}`, caller: 'client' };
    const fault = faults.strike(aws);
    const answer = await underFault(target.api, target.call, fault);
    recorder.record({
      ...aws,
      at: new Date(nowMs()).toISOString(),
      statusCode: answer === 'reset' ? 599 : answer.statusCode,
      latencyMs: performance.now() - startedMs,
      bytesIn: call.body.length,
      bytesOut: answer === 'reset' ? 0 : Buffer.byteLength(answer.body),
      fault: fault?.kind,
    });
    return answer;
  };

  return async (call) => {
    const aws = identifyCall(call);
    return aws === undefined ? ((await control(call)) ?? askApi(call)) : desk(aws, call);
  };
}

/** The API under its id or, for the only one, under `/api` and at the root. */
function findApi(apis: readonly HttpApi[], call: Call): { api: HttpApi; call: Call } | undefined {
  const [, first = ''] = call.path.split('/');
  const only = apis.length === 1 ? apis[0] : undefined;
  const named = apis.find(({ id }) => id === first) ?? (first === 'api' ? only : undefined);
  if (named !== undefined)
    return { api: named, call: { ...call, path: call.path.slice(first.length + 1) || '/' } };
  return only === undefined ? undefined : { api: only, call };
}

function noApi(apis: readonly HttpApi[], call: Call): string {
  const known = apis.map(({ id }) => `/${id}`).join(', ');
  return `${call.path} is no path of the local cloud. HTTP APIs: ${known === '' ? 'none' : known}`;
}

function refusal(statusCode: number, message: string, headers: Record<string, string>): Answer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ message }),
  };
}
