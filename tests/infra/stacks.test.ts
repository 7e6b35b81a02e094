import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { tables } from '#contracts/tables.ts';
import { stageConfig } from '#lib/config/stage-config.ts';
import { kairosApp } from '#lib/kairos-app.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

const outputFolder = mkdtempSync(join(tmpdir(), 'kairos-stacks-'));
let data: Template;
let ingest: Template;
let copy: Template;

const stackNamed = (app: ReturnType<typeof kairosApp>, id: string): Stack => {
  const child = app.node.findChild(id);
  if (!(child instanceof Stack)) throw new Error(`${id} is no stack`);
  return child;
};

beforeAll(() => {
  const app = kairosApp('prod', outputFolder);
  data = Template.fromStack(stackNamed(app, 'Kairos-prod-Data'));
  ingest = Template.fromStack(stackNamed(app, 'Kairos-prod-Ingest'));
  copy = Template.fromStack(stackNamed(app, 'Kairos-prod-Copy'));
});

afterAll(() => rmSync(outputFolder, { recursive: true, force: true }));

const resources = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.findResources(type)) as unknown as [string, Resource][];

describe('data stack', () => {
  it('creates one table for each access pattern', () => {
    data.resourceCountIs('AWS::DynamoDB::Table', Object.keys(tables).length);
  });

  it('makes every table restorable, encrypted by our key, and hard to delete in production', () => {
    data.allResourcesProperties('AWS::DynamoDB::Table', {
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      DeletionProtectionEnabled: true,
      BillingMode: 'PAY_PER_REQUEST',
    });
    data.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' });
  });

  it('lets quarantine, failed records, snapshots and plans expire', () => {
    const expiring = resources(data, 'AWS::S3::Bucket').filter(([, bucket]) =>
      JSON.stringify(bucket.Properties).includes('ExpirationInDays'),
    );
    expect(expiring).toHaveLength(4);
  });
});

describe('ingest stack', () => {
  it('gives up on no record silently: whole records go to S3, poison is bisected, and only what failed is retried', () => {
    ingest.allResourcesProperties('AWS::Lambda::EventSourceMapping', {
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 72_000,
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
  });

  it('gathers events for a minute in production, three batches of a shard at once, and waits for nothing in the urgent lane', () => {
    ingest.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 60,
      ParallelizationFactor: 3,
      FilterCriteria: Match.absent(),
    });
    ingest.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      MaximumBatchingWindowInSeconds: 0,
      FilterCriteria: { Filters: [{ Pattern: Match.stringLikeRegexp('Consent Changed') }] },
    });
  });

  it('lets a page of any origin send again, and read how long it should wait', () => {
    ingest.hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: {
        AllowOrigins: ['*'],
        AllowHeaders: Match.arrayWith(['authorization', 'content-type', 'x-retry-count']),
        ExposeHeaders: ['retry-after'],
      },
    });
  });

  it('lets nobody but the front door touch contact details', () => {
    const readers = resources(ingest, 'AWS::IAM::Policy')
      .filter(([, policy]) => JSON.stringify(policy.Properties).includes('ContactTable'))
      .map(([id]) => id);
    expect(readers).toHaveLength(1);
    expect(readers[0]).toMatch(/^CollectEvents/);
  });

  it('grants no wildcard action', () => {
    const actions = resources(ingest, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
      (Properties['PolicyDocument'] as { Statement: { Action: string | string[] }[] }).Statement.flatMap(
        ({ Action }) => Action,
      ),
    );
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('calls somebody when events are late, given up or refused', () => {
    for (const id of ['EventsLate', 'RecordsGivenUp', 'QuarantineHigh']) {
      const alarms = resources(ingest, 'AWS::CloudWatch::Alarm').filter(([name]) => name.includes(id));
      expect(alarms).toHaveLength(1);
    }
    ingest.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });
});

describe('copy stack', () => {
  it('calls somebody when copy waits for people since half of its time', () => {
    copy.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'CopyReviewsOverdue',
      Dimensions: [{ Name: 'service', Value: 'write-copy' }],
      Threshold: 1,
    });
  });
});

describe('stage configuration', () => {
  it('fails by name for a stage that does not exist', () => {
    expect(() => stageConfig('prodd')).toThrow(/no stage "prodd": use one of local, dev, prod/);
  });
});
