import type { Json } from '#core/kernel/json.ts';

/** A field that is a number, or a JSONata expression that gives one. */
export type NumberField = number | string;

/** A line of states: a machine, a branch, what a map does to an item. */
export interface Flow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface MachineDefinition extends Flow {
  readonly QueryLanguage: 'JSONata';
  readonly Comment?: string;
  readonly TimeoutSeconds?: number;
}

/** What every state that goes on may say of what it leaves behind. */
export interface Leaving {
  readonly Output?: Json;
  readonly Assign?: Readonly<Record<string, Json>>;
}

interface Step extends Leaving {
  readonly Next?: string;
  readonly End?: boolean;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxAttempts?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher extends Leaving {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}

interface Fallible extends Step {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface TaskState extends Fallible {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Arguments?: Json;
  readonly TimeoutSeconds?: NumberField;
  readonly HeartbeatSeconds?: NumberField;
}

export interface ChoiceRule extends Leaving {
  readonly Condition: string | boolean;
  readonly Next: string;
}

export interface ChoiceState extends Leaving {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}

export interface WaitState extends Step {
  readonly Type: 'Wait';
  readonly Seconds?: NumberField;
  readonly Timestamp?: string;
}

export interface PassState extends Step {
  readonly Type: 'Pass';
}

export interface SucceedState extends Leaving {
  readonly Type: 'Succeed';
}

export interface FailState {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly Cause?: string;
}

export interface ParallelState extends Fallible {
  readonly Type: 'Parallel';
  readonly Branches: readonly Flow[];
  readonly Arguments?: Json;
}

export interface ItemReader {
  readonly Resource: string;
  readonly Arguments: Json;
  readonly ReaderConfig?: {
    readonly InputType?: 'JSON' | 'JSONL' | 'CSV';
    readonly MaxItems?: NumberField;
    readonly ItemsPointer?: string;
    readonly CSVHeaderLocation?: 'FIRST_ROW' | 'GIVEN';
    readonly CSVHeaders?: readonly string[];
    readonly CSVDelimiter?: 'COMMA' | 'PIPE' | 'SEMICOLON' | 'SPACE' | 'TAB';
  };
}

export interface ItemBatcher {
  readonly MaxItemsPerBatch?: NumberField;
  readonly MaxInputBytesPerBatch?: NumberField;
  readonly BatchInput?: Json;
}

export interface ResultWriter {
  readonly Resource?: string;
  readonly Arguments?: Json;
  readonly WriterConfig?: {
    readonly Transformation?: 'NONE' | 'COMPACT' | 'FLATTEN';
    readonly OutputType?: 'JSON' | 'JSONL';
  };
}

export interface MapState extends Fallible {
  readonly Type: 'Map';
  readonly Items?: Json;
  readonly ItemReader?: ItemReader;
  readonly ItemSelector?: Json;
  readonly ItemBatcher?: ItemBatcher;
  readonly ItemProcessor: Flow & {
    readonly ProcessorConfig?: {
      readonly Mode?: 'INLINE' | 'DISTRIBUTED';
      readonly ExecutionType?: 'STANDARD' | 'EXPRESS';
    };
  };
  readonly MaxConcurrency?: NumberField;
  readonly ToleratedFailurePercentage?: NumberField;
  readonly ToleratedFailureCount?: NumberField;
  readonly ResultWriter?: ResultWriter;
  readonly Label?: string;
}

export type State =
  | TaskState
  | ChoiceState
  | WaitState
  | PassState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

/** States that may fail, be tried again and be caught. */
export type FallibleState = TaskState | ParallelState | MapState;
