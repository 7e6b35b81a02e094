import { setTimeout as wallSleep } from 'node:timers/promises';
import { inMood } from '../bedrock/moods.ts';
import { AwsError } from './aws-error.ts';
import { type AwsServices, callService, errorAnswer } from './aws-services.ts';
import type { Answer, AwsCall, Call } from './call.ts';
import type { CallRecorder } from './call-recorder.ts';
import type { Fault, Faults } from './faults.ts';
import { splitCall } from './partial-fault.ts';

/** `reset`: the connection is cut and the caller learns nothing. */
export type DeskAnswer = Answer | 'reset';

const THROTTLES: Readonly<Record<string, readonly [string, number]>> = {
  dynamodb: ['ProvisionedThroughputExceededException', 400],
  kinesis: ['ProvisionedThroughputExceededException', 400],
  firehose: ['ServiceUnavailableException', 503],
  s3: ['SlowDown', 503],
  lambda: ['TooManyRequestsException', 429],
  states: ['ThrottlingException', 400],
  mobiletargeting: ['TooManyRequestsException', 429],
  ses: ['TooManyRequestsException', 429],
  bedrock: ['ThrottlingException', 429],
};

export interface AwsDeskOptions {
  readonly services: AwsServices;
  readonly faults: Faults;
  readonly recorder: CallRecorder;
  readonly nowMs: () => number;
}

/** Every AWS call passes here: faults strike, the service answers, the call is recorded. */
export function createAwsDesk({ services, faults, recorder, nowMs }: AwsDeskOptions) {
  const ask = async (aws: AwsCall, call: Call): Promise<Answer> => {
    try {
      return await callService(services, aws, call);
    } catch (error) {
      if (error instanceof AwsError) return errorAnswer(aws.service, error);
      const message = error instanceof Error ? error.message : String(error);
      return errorAnswer(aws.service, new AwsError('InternalFailure', `Local cloud: ${message}`, 500));
    }
  };

  const askThrough = async (aws: AwsCall, call: Call, fault: Fault): Promise<Answer> => {
    const split = fault.kind === 'partial' ? splitCall(aws, call, fault) : undefined;
    return split === undefined ? ask(aws, call) : split.merge(await ask(aws, split.call));
  };

  const strike = async (aws: AwsCall, call: Call, fault: Fault): Promise<DeskAnswer> => {
    switch (fault.kind) {
      case 'reset-before':
        return 'reset';
      case 'reset-after-commit':
        await ask(aws, call);
        return 'reset';
      case 'delay':
        await wallSleep(fault.delayMs ?? 0);
        return ask(aws, call);
      case 'throttle': {
        const [name, statusCode] = THROTTLES[aws.service] ?? ['ThrottlingException', 400];
        return errorAnswer(aws.service, new AwsError(name, 'Rate exceeded (injected fault)', statusCode));
      }
      case '5xx':
        return errorAnswer(aws.service, new AwsError('InternalServerError', 'Injected fault', 500));
      case 'partial':
        return askThrough(aws, call, fault);
      default:
        // The other kinds are moods of a language model; other services have none.
        return aws.service === 'bedrock' ? inMood(fault.kind, await ask(aws, call)) : ask(aws, call);
    }
  };

  return async (aws: AwsCall, call: Call): Promise<DeskAnswer> => {
    const startedMs = performance.now();
    // Invocations have faults of their own, in the invoker; what strikes here is the call to the API.
    const fault = faults.strike(aws);
    const answer = await (fault === undefined ? ask(aws, call) : strike(aws, call, fault));
    recorder.record({
      ...aws,
      at: new Date(nowMs()).toISOString(),
      statusCode: answer === 'reset' ? 599 : answer.statusCode,
      latencyMs: performance.now() - startedMs,
      bytesIn: call.body.length,
      bytesOut: answer === 'reset' ? 0 : Buffer.byteLength(answer.body),
      capacityUnits: answer === 'reset' ? undefined : answer.capacityUnits,
      fault: fault?.kind,
    });
    return answer;
  };
}
