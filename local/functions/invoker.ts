import { setTimeout as wallSleep } from 'node:timers/promises';
import { AwsError } from '../gateway/aws-error.ts';
import type { CallRecorder } from '../gateway/call-recorder.ts';
import type { Faults } from '../gateway/faults.ts';
import type { FunctionHost } from './function-host.ts';
import type { InvocationReply } from './worker-protocol.ts';

/** The reply, or `not-run` when the service itself refused: that spends no retry. */
export type Invocation = InvocationReply | 'not-run';

export interface InvokerOptions {
  readonly hosts: readonly FunctionHost[];
  readonly recorder: CallRecorder;
  readonly faults: Faults;
  readonly nowMs: () => number;
}

/** Invokes functions by name, ARN or logical id, under the same faults and records as any other call. */
export class Invoker {
  readonly #options: InvokerOptions;

  constructor(options: InvokerOptions) {
    this.#options = options;
  }

  /** @throws AwsError when there is no such function. */
  host(nameOrArn: string): FunctionHost {
    const found = this.#options.hosts.find(({ options }) =>
      [options.name, options.arn, options.logicalId].includes(nameOrArn.replace(/:\$LATEST$/, '')),
    );
    if (found === undefined)
      throw new AwsError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
    return found;
  }

  async invoke(host: FunctionHost, event: string, caller: string): Promise<Invocation> {
    const { faults, recorder, nowMs } = this.#options;
    const startedMs = performance.now();
    const fault = faults.strike({ service: 'lambda', operation: 'Invoke', caller });
    const reply = await this.#underFault(host, event, fault);
    recorder.record({
      at: new Date(nowMs()).toISOString(),
      service: 'lambda',
      operation: 'Invoke',
      caller: `${caller}→${host.options.logicalId}`,
      run: reply === 'not-run' ? undefined : reply.requestId,
      statusCode: reply === 'not-run' ? 429 : 'error' in reply ? 500 : 200,
      latencyMs: performance.now() - startedMs,
      bytesIn: event.length,
      bytesOut: reply !== 'not-run' && 'payload' in reply ? reply.payload.length : 0,
      fault: fault?.kind,
    });
    return reply;
  }

  async #underFault(
    host: FunctionHost,
    event: string,
    fault: ReturnType<Faults['strike']>,
  ): Promise<Invocation> {
    if (fault === undefined || fault.kind === 'partial') return host.invoke(event);
    if (fault.kind === 'delay') {
      await wallSleep(fault.delayMs ?? 0);
      return host.invoke(event);
    }
    if (fault.kind !== 'reset-after-commit') return 'not-run';
    const { requestId } = await host.invoke(event);
    const errorMessage = 'The function ran, but its answer was lost (injected fault)';
    return { requestId, error: { errorType: 'Injected.ResponseLost', errorMessage } };
  }
}
