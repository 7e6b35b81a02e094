import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../gateway/aws-error.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import type { CloudResource } from '../template/read-cloud.ts';
import type { DynamoDbEmulator } from './dynamodb-emulator.ts';
import { ExportFiles } from './export-files.ts';

interface Export {
  readonly id: string;
  readonly tableArn: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly clientToken: string | undefined;
  readonly startedAtMs: number;
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly endedAtMs?: number;
  readonly itemCount?: number;
  readonly failure?: string;
}

export interface TableExportsOptions {
  readonly folder: string;
  readonly tables: readonly CloudResource[];
  readonly dynamodb: DynamoDbEmulator;
  readonly store: ObjectStore;
  readonly nowMs: () => number;
}

interface ExportInput {
  readonly TableArn: string;
  readonly S3Bucket: string;
  readonly S3Prefix?: string;
  readonly ClientToken?: string;
}

const KNOWN_INPUT = ['TableArn', 'S3Bucket', 'S3Prefix', 'ClientToken', 'ExportFormat', 'ExportType'];
const FILLED: Readonly<Record<string, string>> = { ExportFormat: 'DYNAMODB_JSON', ExportType: 'FULL_EXPORT' };
const PAGE_ITEMS = 500;

/** Exports of tables to S3 in the layout of AWS. What a kill has interrupted is exported again from its start. */
export class TableExports {
  readonly #options: TableExportsOptions;
  readonly #exports = new Map<string, Export>();
  #isClosed = false;

  constructor(options: TableExportsOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
    for (const name of readdirSync(options.folder).filter((file) => file.endsWith('.json'))) {
      const kept = JSON.parse(readFileSync(join(options.folder, name), 'utf8')) as Export;
      this.#exports.set(kept.id, kept);
      if (kept.status === 'IN_PROGRESS') void this.#work(kept);
    }
  }

  /** Is this one of the operations that the emulator below lacks? */
  knows(operation: string): boolean {
    return operation === 'ExportTableToPointInTime' || operation === 'DescribeExport';
  }

  call(operation: string, input: Readonly<Record<string, unknown>>): unknown {
    const found =
      operation === 'DescribeExport'
        ? this.#find(String(input['ExportArn']))
        : this.#start(input as unknown as ExportInput);
    return { ExportDescription: describe(found) };
  }

  close(): void {
    this.#isClosed = true;
  }

  #start(input: ExportInput): Export {
    checkInput(input);
    const { TableArn, S3Bucket, S3Prefix, ClientToken } = input;
    const again = [...this.#exports.values()].find(
      ({ clientToken }) => ClientToken !== undefined && clientToken === ClientToken,
    );
    if (again !== undefined) return again;
    const table = this.#table(TableArn);
    if (!hasPointInTimeRecovery(table))
      throw new AwsError(
        'PointInTimeRecoveryUnavailableException',
        `Point in time recovery is not enabled for table '${table.ref}'`,
      );
    const startedAtMs = this.#options.nowMs();
    const begun: Export = {
      id: `${String(startedAtMs).padStart(14, '0')}-${randomBytes(4).toString('hex')}`,
      tableArn: TableArn,
      bucket: S3Bucket,
      prefix: S3Prefix === undefined || S3Prefix === '' ? '' : `${S3Prefix.replace(/\/$/, '')}/`,
      clientToken: ClientToken,
      startedAtMs,
      status: 'IN_PROGRESS',
    };
    this.#keep(begun);
    void this.#work(begun);
    return begun;
  }

  async #work(begun: Export): Promise<void> {
    try {
      const itemCount = await this.#write(begun);
      if (itemCount === undefined) return;
      this.#keep({ ...begun, status: 'COMPLETED', itemCount, endedAtMs: this.#options.nowMs() });
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      this.#keep({ ...begun, status: 'FAILED', failure, endedAtMs: this.#options.nowMs() });
    }
  }

  /** Number of items; undefined when the cloud was closed meanwhile. */
  async #write(begun: Export): Promise<number | undefined> {
    const { store, nowMs } = this.#options;
    const table = this.#table(begun.tableArn);
    const files = new ExportFiles(store, { bucket: begun.bucket, folder: folderOf(begun), nowMs });
    const partitionKey = partitionKeyOf(table);
    for await (const item of this.#scan(table.ref)) {
      if (this.#isClosed) return undefined;
      files.add(item, JSON.stringify(item[partitionKey]));
    }
    files.finish({
      version: '2020-06-30',
      exportArn: arnOf(begun),
      startTime: new Date(begun.startedAtMs).toISOString(),
      endTime: new Date(nowMs()).toISOString(),
      tableArn: begun.tableArn,
      tableId: table.logicalId,
      exportTime: new Date(begun.startedAtMs).toISOString(),
      s3Bucket: begun.bucket,
      s3Prefix: begun.prefix === '' ? null : begun.prefix.slice(0, -1),
      s3SseAlgorithm: 'AES256',
      s3SseKmsKeyId: null,
      manifestFilesS3Key: `${folderOf(begun)}/manifest-files.json`,
      billedSizeBytes: 0,
      outputFormat: 'DYNAMODB_JSON',
      exportType: 'FULL_EXPORT',
    });
    return files.itemCount;
  }

  async *#scan(table: string): AsyncGenerator<Readonly<Record<string, unknown>>> {
    let start: unknown;
    do {
      const input = { TableName: table, Limit: PAGE_ITEMS, ExclusiveStartKey: start };
      const { statusCode, body } = await this.#options.dynamodb.call('Scan', {
        body: Buffer.from(JSON.stringify(input)),
      });
      if (statusCode !== 200) throw new Error(body.toString());
      const { Items = [], LastEvaluatedKey } = JSON.parse(body.toString()) as {
        Items?: Record<string, unknown>[];
        LastEvaluatedKey?: unknown;
      };
      yield* Items;
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }

  #table(tableArn: string): CloudResource {
    const found = this.#options.tables.find(({ arn }) => arn === tableArn);
    if (found === undefined) throw new AwsError('TableNotFoundException', `Table not found: ${tableArn}`);
    return found;
  }

  #find(exportArn: string): Export {
    const found = this.#exports.get(exportArn.slice(exportArn.lastIndexOf('/') + 1));
    if (found === undefined || arnOf(found) !== exportArn)
      throw new AwsError('ExportNotFoundException', `Export not found: ${exportArn}`);
    return found;
  }

  #keep(now: Export): void {
    this.#exports.set(now.id, now);
    const path = join(this.#options.folder, `${now.id}.json`);
    writeFileSync(`${path}.new`, JSON.stringify(now));
    renameSync(`${path}.new`, path);
  }
}

function checkInput(input: ExportInput): void {
  for (const [name, value] of Object.entries(input)) {
    const only = FILLED[name];
    if (!KNOWN_INPUT.includes(name) || (only !== undefined && value !== only))
      throw new AwsError(
        'ValidationException',
        `The local cloud does not know ${name} ${JSON.stringify(value)} of an export`,
      );
  }
}

function hasPointInTimeRecovery({ properties }: CloudResource): boolean {
  interface Specified {
    readonly PointInTimeRecoverySpecification?: { readonly PointInTimeRecoveryEnabled?: boolean };
  }
  const all = [properties, ...((properties['Replicas'] ?? []) as Specified[])] as Specified[];
  return all.some((one) => one.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true);
}

function partitionKeyOf({ properties }: CloudResource): string {
  const keys = properties['KeySchema'] as { AttributeName: string; KeyType: string }[];
  return keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
}

function folderOf({ prefix, id }: Export): string {
  return `${prefix}AWSDynamoDB/${id}`;
}

function arnOf({ tableArn, id }: Export): string {
  return `${tableArn}/export/${id}`;
}

function describe(one: Export): Readonly<Record<string, unknown>> {
  const { status, tableArn, bucket, prefix, startedAtMs, endedAtMs, itemCount, failure } = one;
  return {
    ExportArn: arnOf(one),
    ExportStatus: status,
    StartTime: startedAtMs / 1000,
    ExportTime: startedAtMs / 1000,
    TableArn: tableArn,
    S3Bucket: bucket,
    ...(prefix === '' ? {} : { S3Prefix: prefix.slice(0, -1) }),
    ExportFormat: 'DYNAMODB_JSON',
    ExportType: 'FULL_EXPORT',
    ...(endedAtMs === undefined ? {} : { EndTime: endedAtMs / 1000 }),
    ...(status === 'COMPLETED'
      ? { ExportManifest: `${folderOf(one)}/manifest-summary.json`, ItemCount: itemCount, BilledSizeBytes: 0 }
      : {}),
    ...(failure === undefined ? {} : { FailureCode: 'InternalError', FailureMessage: failure }),
  };
}
