import type { Usage } from './usage.ts';

/** One call to a cloud API, as the local gateway records it. */
export interface RecordedCall {
  /** Unique among all calls ever recorded. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** `dynamodb`, `states`, `s3`, `lambda`, … */
  readonly service: string;
  readonly operation: string;
  /** Who called: the logical id of a function or state machine, or a tool. */
  readonly caller: string;
}

/** Stations by the beginning of a state machine's logical id. */
const STAGES: readonly (readonly [RegExp, string])[] = [
  [/^Train/, 'models'],
  [/^Persona/, 'personas'],
  [/^Copy/, 'copy'],
  [/^Erase/, 'profiles'],
];

/**
 * What a call costs that no function counts itself: a state machine's transition. Undefined for all others, which
 * functions and verbs meter where they make them.
 */
export function meterCall(call: RecordedCall, region: string): Usage | undefined {
  if (call.service !== 'states' || call.operation !== 'StateTransition') return undefined;
  const stage = STAGES.find(([beginning]) => beginning.test(call.caller))?.[1];
  return {
    id: `call ${call.id}`,
    atMs: Date.parse(call.at),
    ...{ service: 'AWSStepFunctions', unit: 'standard-transition', quantity: 1 },
    region,
    tags: stage === undefined ? {} : { stage },
  };
}
