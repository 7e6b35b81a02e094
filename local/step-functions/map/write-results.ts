import type { Json, JsonObject } from '#core/kernel/json.ts';
import type { MapState, ResultWriter } from '../definition/state-types.ts';
import { MAX_PAYLOAD_BYTES } from '../run/payload.ts';
import { StateError } from '../run/state-error.ts';
import type { Visit } from '../run/visit.ts';
import { textOf } from '../text-of.ts';
import type { ChildLine, MapRun } from './map-runs.ts';
import { childArn, childName } from './run-children.ts';

/** A results file is closed at this size, so that no map's results need to be in memory at once. */
const FILE_BYTES = 16_777_216;

/** What a distributed map gives: the outputs in order, or where they have been written. */
export async function writeResults(visit: Visit<MapState>, mapRun: MapRun): Promise<Json> {
  const writer = visit.state.ResultWriter;
  if (writer?.Arguments === undefined) return collect(mapRun, writer);
  const to = (await visit.fill(writer.Arguments, 'ResultWriter/Arguments')) as JsonObject;
  const bucket = textOf(to['Bucket']);
  const prefix = to['Prefix'] === undefined ? '' : `${textOf(to['Prefix']).replace(/\/$/, '')}/`;
  const folder = `${prefix}${mapRun.head.id}`;
  const put = (key: string, body: string): void => {
    visit.run.world.store.put(bucket, key, Buffer.from(body), {
      modifiedAtMs: visit.run.world.clock.nowMs(),
      contentType: 'application/json',
    });
  };
  const files = {
    FAILED: new ResultFiles(`${folder}/FAILED`, writer, put),
    SUCCEEDED: new ResultFiles(`${folder}/SUCCEEDED`, writer, put),
  };
  mapRun.writtenCount = 0;
  for await (const line of mapRun.lines()) {
    files[line.error === undefined ? 'SUCCEEDED' : 'FAILED'].add(shown(mapRun, line, writer, 'NONE'));
    mapRun.writtenCount += 1;
  }
  const listed = { FAILED: files.FAILED.close(), PENDING: [], SUCCEEDED: files.SUCCEEDED.close() };
  const key = `${folder}/manifest.json`;
  put(key, JSON.stringify({ DestinationBucket: bucket, MapRunArn: mapRun.head.arn, ResultFiles: listed }));
  return { MapRunArn: mapRun.head.arn, ResultWriterDetails: { Bucket: bucket, Key: key } };
}

async function collect(mapRun: MapRun, writer: ResultWriter | undefined): Promise<Json> {
  const results: [number, Json[]][] = [];
  let sizeBytes = 0;
  for await (const line of mapRun.lines()) {
    const made = shown(mapRun, line, writer, 'COMPACT');
    sizeBytes += Buffer.byteLength(JSON.stringify(made));
    if (sizeBytes > MAX_PAYLOAD_BYTES + made.length)
      throw new StateError(
        'States.DataLimitExceeded',
        `the outputs of the map are more than ${MAX_PAYLOAD_BYTES} bytes: it needs a ResultWriter`,
      );
    results.push([line.index, made]);
  }
  return results.sort(([a], [b]) => a - b).flatMap(([, made]) => made);
}

/** One execution's part of the results; one that failed is shown whole, whatever was asked for. */
function shown(
  mapRun: MapRun,
  line: ChildLine,
  writer: ResultWriter | undefined,
  otherwise: 'NONE' | 'COMPACT',
): Json[] {
  const how = writer?.WriterConfig?.Transformation ?? otherwise;
  if (line.output === undefined || how === 'NONE') return [whole(mapRun, line)];
  return how === 'FLATTEN' && Array.isArray(line.output) ? (line.output as Json[]) : [line.output];
}

function whole(mapRun: MapRun, line: ChildLine): JsonObject {
  const { index, input, output, error, reason, startedAtMs, stoppedAtMs } = line;
  return {
    ExecutionArn: childArn(mapRun, index),
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name: childName(mapRun, index),
    ...(output === undefined
      ? { Error: error ?? '', Cause: reason ?? '', Status: 'FAILED' }
      : { Output: JSON.stringify(output), OutputDetails: { Included: true }, Status: 'SUCCEEDED' }),
    StartDate: new Date(startedAtMs).toISOString(),
    StopDate: new Date(stoppedAtMs).toISOString(),
    StateMachineArn: mapRun.head.stateMachineArn,
  };
}

/** Numbered files of results: `SUCCEEDED_0.json`, … */
class ResultFiles {
  readonly #name: string;
  readonly #isLines: boolean;
  readonly #put: (key: string, body: string) => void;
  readonly #files: { Key: string; Size: number }[] = [];
  #held: string[] = [];
  #heldBytes = 0;

  constructor(name: string, writer: ResultWriter, put: (key: string, body: string) => void) {
    this.#name = name;
    this.#isLines = writer.WriterConfig?.OutputType === 'JSONL';
    this.#put = put;
  }

  add(results: readonly Json[]): void {
    for (const result of results) {
      const text = JSON.stringify(result);
      this.#held.push(text);
      this.#heldBytes += Buffer.byteLength(text);
    }
    if (this.#heldBytes > FILE_BYTES) this.#flush();
  }

  close(): { Key: string; Size: number }[] {
    if (this.#held.length > 0) this.#flush();
    return this.#files;
  }

  #flush(): void {
    const body = this.#isLines ? `${this.#held.join('\n')}\n` : `[${this.#held.join(',')}]`;
    const key = `${this.#name}_${this.#files.length}.${this.#isLines ? 'jsonl' : 'json'}`;
    this.#put(key, body);
    this.#files.push({ Key: key, Size: Buffer.byteLength(body) });
    this.#held = [];
    this.#heldBytes = 0;
  }
}
