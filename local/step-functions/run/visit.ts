import type { Json } from '#core/kernel/json.ts';
import type { Leaving, State } from '../definition/state-types.ts';
import type { Notes, Position } from './execution-log.ts';
import type { Scope } from './expressions.ts';
import { payloadText } from './payload.ts';
import { StateError } from './state-error.ts';
import type { Frame, Run } from './world.ts';

/** What a state leaves behind. `next` is undefined at the end of a flow. */
export interface Left {
  readonly next: string | undefined;
  readonly output: Json;
  readonly assigned: Readonly<Record<string, Json>>;
}

/** A state while the flow is in it. */
export class Visit<S extends State = State> {
  readonly run: Run;
  readonly frame: Frame;
  readonly state: S;
  #position: Position;

  constructor(run: Run, frame: Frame, at: { readonly state: S; readonly position: Position }) {
    this.run = run;
    this.frame = frame;
    this.state = at.state;
    this.#position = at.position;
  }

  get name(): string {
    return this.#position.state;
  }

  get input(): Json {
    return this.#position.input;
  }

  get notes(): Notes {
    return this.#position.notes;
  }

  /** Path of a flow within this state; a state that is tried again begins its flows anew. */
  pathOf(index: number): string {
    const { triedCount = 0 } = this.notes;
    return `${this.frame.path}${this.#position.step}${triedCount === 0 ? '' : `~${triedCount}`}.${index}/`;
  }

  note(notes: Notes): void {
    this.renew({ ...this.notes, ...notes });
  }

  /** Forgets what was noted before. */
  renew(notes: Notes): void {
    this.#position = { ...this.#position, notes };
    this.run.log.note(this.frame.path, this.#position);
  }

  event(type: string, details?: Parameters<Run['log']['event']>[1]['details']): void {
    this.run.log.event(this.frame.path, details === undefined ? { type } : { type, details });
  }

  /** Enters unless an earlier life of the process has. */
  enter(): void {
    if (this.notes.enteredAtMs !== undefined) return;
    const { world, machine, log, isExpress } = this.run;
    this.#position = { ...this.#position, notes: { enteredAtMs: world.clock.nowMs() } };
    const input = payloadText(this.input, `the input of ${this.name}`);
    const details = { name: this.name, input };
    log.event(this.frame.path, { type: `${this.state.Type}StateEntered`, details }, this.#position);
    if (!isExpress) world.countTransition(machine.logicalId);
  }

  exit({ next, output, assigned }: Left): void {
    const { step, variables } = this.#position;
    const texts = Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)] as const);
    const details = {
      name: this.name,
      output: payloadText(output, `the output of ${this.name}`),
      ...(texts.length === 0 ? {} : { assignedVariables: Object.fromEntries(texts) }),
    };
    const after =
      next === undefined
        ? { output }
        : { step: step + 1, state: next, input: output, variables: { ...variables, ...assigned }, notes: {} };
    this.run.log.event(this.frame.path, { type: `${this.state.Type}StateExited`, details }, after);
  }

  scope(more: { readonly result?: Json; readonly errorOutput?: Json } = {}, item?: Json): Scope {
    const { input, variables, notes, state } = this.#position;
    const within = item ?? this.frame.item;
    const context = {
      ...this.run.context,
      State: {
        Name: state,
        EnteredTime: new Date(notes.enteredAtMs ?? 0).toISOString(),
        RetryCount: (notes.retries ?? []).reduce((sum, count) => sum + count, 0),
      },
      ...(notes.token === undefined ? {} : { Task: { Token: notes.token } }),
      ...(within === undefined ? {} : { Map: { Item: within } }),
    };
    return { variables: { ...this.frame.outer, ...variables }, states: { input, context, ...more } };
  }

  fill(template: Json, field: string, scope: Scope = this.scope()): Promise<Json> {
    return this.run.world.expressions.fill(template, scope, field);
  }

  /** A number that a field gives, itself or by an expression. @throws StateError when it is none. */
  async number(field: Json | undefined, name: string, otherwise: number): Promise<number> {
    if (field === undefined) return otherwise;
    const value = await this.fill(field, name);
    if (typeof value === 'number' && value >= 0) return value;
    throw new StateError(
      'States.QueryEvaluationError',
      `${name} must be a number of 0 or more, not ${JSON.stringify(value)}`,
    );
  }

  /** `Output` and `Assign`, worked out side by side: neither sees what the other does. */
  async leave(
    { Output, Assign }: Leaving,
    next: string | undefined,
    from: { readonly scope?: Scope; readonly otherwise: Json },
  ): Promise<Left> {
    const scope = from.scope ?? this.scope();
    const output = Output === undefined ? from.otherwise : await this.fill(Output, 'Output', scope);
    const assigned = Assign === undefined ? {} : await this.fill(Assign, 'Assign', scope);
    return { next, output, assigned: assigned as Record<string, Json> };
  }
}
