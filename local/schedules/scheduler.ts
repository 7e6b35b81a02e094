import { readFileSync } from 'node:fs';
import { InputError } from '#core/kernel/errors.ts';
import type { MovedClock } from '../clock/moved-clock.ts';
import { type NextFire, scheduleExpression } from '../clock/schedule-expression.ts';
import type { AsyncInvocations } from '../functions/async-invocations.ts';
import { keepText } from '../keep-text.ts';
import type { Executions } from '../step-functions/service/executions.ts';
import { textProperty } from '../template/property.ts';
import type { CloudResource } from '../template/read-cloud.ts';

export interface Schedule {
  readonly name: string;
  readonly expression: string;
  readonly zone: string;
  /** A function's or a state machine's. */
  readonly targetArn: string;
  /** Fixed input; absent for EventBridge's own scheduled event. */
  readonly input: string | undefined;
}

interface Target {
  readonly Arn: string;
  readonly Input?: string;
}

/** Reads an EventBridge rule or a Scheduler schedule; a disabled one gives nothing. */
export function readSchedules({ logicalId, type, ref, properties }: CloudResource): Schedule[] {
  if (properties['State'] === 'DISABLED') return [];
  const expression = properties['ScheduleExpression'];
  if (typeof expression !== 'string')
    throw new InputError(
      `${logicalId} (${type}): event patterns are not known to the local cloud, only schedules`,
    );
  const target = properties['Target'] as Target | undefined;
  const targets = target === undefined ? ((properties['Targets'] ?? []) as Target[]) : [target];
  return targets.map(({ Arn, Input }, index) => {
    if (!Arn.includes(':lambda:') && !isMachine(Arn))
      throw new InputError(`${logicalId} (${type}): target ${Arn} is neither a function nor a state machine`);
    const zone = textProperty(properties, 'ScheduleExpressionTimezone') ?? 'UTC';
    return { name: `${ref}#${index}`, expression, zone, targetArn: Arn, input: Input };
  });
}

export interface SchedulerOptions {
  readonly schedules: readonly Schedule[];
  readonly clock: MovedClock;
  readonly asynchronous: AsyncInvocations;
  readonly executions: Executions;
  readonly region: string;
  /** File that keeps when each schedule fired last. */
  readonly path: string;
}

/**
 * Fires schedules on the moved clock. When the clock jumps over several occasions of a `cron(…)` each is fired, in
 * order, with its own time: thirty days in a minute are thirty daily runs. A `rate(…)` asks for a look now and then:
 * a jump over many of its occasions is one look, at the last of them. What fell due while the cloud was down fires
 * at the start.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #stop = new AbortController();
  readonly #firedAtMs: Record<string, number>;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#firedAtMs = readKept(options.path);
    const nowMs = options.clock.nowMs();
    for (const schedule of options.schedules) {
      this.#firedAtMs[schedule.name] ??= nowMs;
      const startMs = this.#firedAtMs[schedule.name] ?? nowMs;
      void this.#follow(schedule, scheduleExpression(schedule.expression, schedule.zone, startMs));
    }
    this.#save();
  }

  close(): void {
    this.#stop.abort();
  }

  async #follow(schedule: Schedule, next: NextFire): Promise<void> {
    const { clock } = this.#options;
    for (;;) {
      const atMs = next(this.#firedAtMs[schedule.name] ?? clock.nowMs());
      if (atMs === undefined) return;
      await clock.sleepUntil(atMs, this.#stop.signal);
      if (this.#stop.signal.aborted) return;
      this.#fire(schedule, schedule.expression.startsWith('rate(') ? this.#lastDue(atMs, next) : atMs);
    }
  }

  #lastDue(atMs: number, next: NextFire): number {
    const nowMs = this.#options.clock.nowMs();
    let due = atMs;
    for (let following = next(due); following !== undefined && following <= nowMs; following = next(due)) {
      due = following;
    }
    return due;
  }

  #fire(schedule: Schedule, atMs: number): void {
    const event = schedule.input ?? scheduledEvent(schedule, this.#options.region, atMs);
    if (isMachine(schedule.targetArn)) this.#startMachine(schedule, event, atMs);
    else this.#options.asynchronous.queue(schedule.targetArn, event, schedule.name);
    this.#firedAtMs[schedule.name] = atMs;
    this.#save();
  }

  /** Named after its time: an occasion that is fired again after a kill starts nothing twice. */
  #startMachine({ targetArn, name }: Schedule, event: string, atMs: number): void {
    const { executions } = this.#options;
    const machine = executions.machine(targetArn);
    const input = event.replaceAll('<aws.scheduler.scheduled-time>', isoSeconds(atMs));
    const execution = executionName(name, atMs);
    if (executions.of(machine).some(({ head }) => head.name === execution)) return;
    executions.start(machine, execution, input);
  }

  #save(): void {
    keepText(this.#options.path, JSON.stringify(this.#firedAtMs));
  }
}

function isMachine(arn: string): boolean {
  return arn.includes(':states:') && arn.includes(':stateMachine:');
}

function isoSeconds(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

function executionName(schedule: string, atMs: number): string {
  const when = isoSeconds(atMs).replace(/[:-]/g, '');
  return `${schedule.replace(/[^\w-]/g, '-').slice(-60)}-${when}`;
}

function scheduledEvent({ name }: Schedule, region: string, atMs: number): string {
  return JSON.stringify({
    version: '0',
    id: `${name}-${atMs}`,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: isoSeconds(atMs),
    region,
    resources: [],
    detail: {},
  });
}

function readKept(path: string): Record<string, number> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, number>;
  } catch {
    return {};
  }
}
