import { existsSync, readFileSync } from 'node:fs';
import { InputError } from '#core/kernel/errors.ts';
import type { ClockMove, MovedClock } from '../clock/moved-clock.ts';
import type { Answer, Call } from './call.ts';
import type { CallRecorder } from './call-recorder.ts';
import type { FaultRule, Faults } from './faults.ts';

export interface ControlOptions {
  readonly clock: MovedClock;
  readonly faults: Faults;
  readonly recorder: CallRecorder;
  readonly outboxPath: string;
  readonly endpoints: () => unknown;
  readonly lag: () => unknown;
  readonly metrics: () => unknown;
  readonly flushFirehose: () => Promise<void>;
  /** Takes what was deleted, replaced or has expired out of the files. */
  readonly compact: () => Promise<void>;
}

/** What people and tests tell the local cloud itself: the clock, faults, recorded calls, addresses, backlog. */
export function createControlApi(options: ControlOptions): (call: Call) => Promise<Answer | undefined> {
  const { clock, faults, recorder } = options;
  const clockState = (): unknown => {
    const { nowMs, speed } = clock.setting();
    return { now: new Date(nowMs).toISOString(), speed };
  };
  const commands: Record<string, (call: Call) => unknown> = {
    'GET /health': () => ({ status: 'up', ...(clockState() as object) }),
    'GET /clock': clockState,
    'POST /clock': (call) => {
      clock.move(parse(call) as ClockMove);
      return clockState();
    },
    'GET /calls': (call) => ({
      summary: recorder.summary(),
      ...(call.query.has('full') ? { calls: recorder.lines() } : {}),
    }),
    'DELETE /calls': () => {
      recorder.clear();
      return {};
    },
    'GET /faults': () => ({ faults: faults.list() }),
    'POST /faults': (call) => {
      faults.add(parse(call) as FaultRule);
      return { faults: faults.list() };
    },
    'DELETE /faults': () => {
      faults.clear();
      return { faults: [] };
    },
    'GET /endpoints': options.endpoints,
    'GET /lag': options.lag,
    'GET /metrics': options.metrics,
    'POST /firehose/flush': async () => {
      await options.flushFirehose();
      return {};
    },
    'POST /compact': async () => {
      await options.compact();
      return {};
    },
    'GET /outbox': () => readLines(options.outboxPath),
  };
  return async (call) => {
    const command = commands[`${call.method} ${call.path}`];
    if (command === undefined) return undefined;
    try {
      return json(200, await command(call));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return json(400, { message: error.message });
    }
  };
}

function parse(call: Call): unknown {
  try {
    return JSON.parse(call.body.toString());
  } catch {
    throw new InputError('the body is not JSON');
  }
}

/** The file's lines as they are: JSON lines stay JSON lines. */
function readLines(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function json(statusCode: number, value: unknown): Answer {
  const isText = typeof value === 'string';
  const contentType = isText ? 'application/x-ndjson' : 'application/json';
  return {
    statusCode,
    headers: { 'content-type': contentType },
    body: isText ? value : JSON.stringify(value),
  };
}
