import type { Answer, AwsCall, Call } from './call.ts';
import type { Fault } from './faults.ts';

type Entry = Record<string, unknown>;
type Json = Record<string, unknown>;

/** A batch call with some entries held back, and how its answer tells of them. */
export interface SplitCall {
  readonly call: Call;
  readonly merge: (answer: Answer) => Answer;
}

/** Takes a share of a batch's entries out, as a throttled service would; undefined for a call that has no entries. */
export function splitCall({ operation }: AwsCall, call: Call, fault: Fault): SplitCall | undefined {
  const isHeldBack = (): boolean => fault.random() < (fault.share ?? 0.5);
  if (operation === 'PutRecords' || operation === 'PutRecordBatch')
    return splitRecords(operation, call, isHeldBack);
  if (operation === 'BatchWriteItem' || operation === 'BatchGetItem')
    return splitItems(operation, call, isHeldBack);
  return undefined;
}

function splitRecords(operation: string, call: Call, isHeldBack: () => boolean): SplitCall {
  const input = JSON.parse(call.body.toString()) as Json & { Records: Entry[] };
  const held = input.Records.map(isHeldBack);
  const passed = input.Records.filter((_record, index) => held[index] !== true);
  const [list, failures, errorCode] =
    operation === 'PutRecords'
      ? ['Records', 'FailedRecordCount', 'ProvisionedThroughputExceededException']
      : ['RequestResponses', 'FailedPutCount', 'ServiceUnavailableException'];
  return {
    call: withBody(call, { ...input, Records: passed }),
    merge: (answer) =>
      onSuccess(answer, (output) => {
        const done = [...(output[list] as Entry[])];
        const failed = { ErrorCode: errorCode, ErrorMessage: 'Rate exceeded (injected fault)' };
        return {
          ...output,
          [failures]: held.filter(Boolean).length,
          [list]: held.map((isHeld) => (isHeld ? failed : done.shift())),
        };
      }),
  };
}

function splitItems(operation: string, call: Call, isHeldBack: () => boolean): SplitCall {
  const input = JSON.parse(call.body.toString()) as Json & { RequestItems: Record<string, unknown> };
  const passed: Record<string, unknown> = {};
  const held: Record<string, unknown> = {};
  let isFirst = true;
  for (const [table, request] of Object.entries(input.RequestItems)) {
    const entries = (operation === 'BatchGetItem' ? (request as { Keys: Entry[] }).Keys : request) as Entry[];
    // A call without any entry is invalid, so the very first always passes.
    const marks = entries.map(() => (isFirst ? (isFirst = false) : isHeldBack()));
    const part = (isHeld: boolean): unknown => {
      const chosen = entries.filter((_entry, index) => marks[index] === isHeld);
      if (chosen.length === 0) return undefined;
      return operation === 'BatchGetItem' ? { ...(request as Json), Keys: chosen } : chosen;
    };
    passed[table] = part(false);
    held[table] = part(true);
  }
  const name = operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
  return {
    call: withBody(call, { ...input, RequestItems: passed }),
    merge: (answer) => onSuccess(answer, (output) => ({ ...output, [name]: held })),
  };
}

function withBody(call: Call, body: unknown): Call {
  return { ...call, body: Buffer.from(JSON.stringify(body)) };
}

function onSuccess(answer: Answer, change: (output: Json) => Json): Answer {
  if (answer.statusCode !== 200) return answer;
  return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body.toString()) as Json)) };
}
