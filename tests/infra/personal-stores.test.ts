import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { holdsNobody, type PersonalStoreDeclaration, personalStores } from '#contracts/personal-stores.ts';
import { stageConfig } from '#lib/config/stage-config.ts';
import { kairosApp } from '#lib/kairos-app.ts';

interface Kept {
  readonly Type: string;
  readonly Properties: {
    readonly LifecycleConfiguration?: {
      readonly Rules: readonly { readonly Prefix?: string; readonly ExpirationInDays?: number }[];
    };
    readonly RetentionPeriodHours?: number;
  };
}

const KEEPING = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::Kinesis::Stream'];
const outputFolder = mkdtempSync(join(tmpdir(), 'kairos-personal-'));
afterAll(() => rmSync(outputFolder, { recursive: true, force: true }));

const resources = new Map(
  kairosApp('prod', outputFolder)
    .node.findAll()
    .filter((node) => node instanceof Stack)
    .map((stack) => Template.fromStack(stack))
    .flatMap((template) =>
      KEEPING.flatMap((type) => Object.entries(template.findResources(type) as Record<string, Kept>)),
    )
    // What CDK adds to a name to make it unique.
    .map(([id, resource]) => [id.replace(/[0-9A-F]{8}$/, ''), resource] as const),
);

const declared: readonly PersonalStoreDeclaration[] = personalStores;

/** Days after which everything that the declaration is about has gone. */
function daysOf(name: string): number | undefined {
  const { LifecycleConfiguration, RetentionPeriodHours } = resources.get(name)?.Properties ?? {};
  const rules = (LifecycleConfiguration?.Rules ?? []).flatMap(({ Prefix, ExpirationInDays }) =>
    ExpirationInDays === undefined ? [] : [{ Prefix, ExpirationInDays }],
  );
  const whole = rules.find(({ Prefix }) => Prefix === undefined) ?? rules[0];
  return RetentionPeriodHours === undefined ? whole?.ExpirationInDays : RetentionPeriodHours / 24;
}

describe('the list of stores of personal data', () => {
  it('knows every table, bucket and stream of the templates, either as personal or as holding nobody', () => {
    const known = [...declared.flatMap((store) => store.resources), ...Object.keys(holdsNobody)];
    expect(known.toSorted()).toEqual([...resources.keys()].toSorted());
  });

  it('says after how many days a store that is not cleared has gone, as the templates do', () => {
    const expiring = declared.filter(({ forgets, resources: own }) => typeof forgets === 'object' && own[0]);
    expect(expiring.length).toBe(5);
    for (const { name, forgets, resources: own } of expiring)
      expect([name, { expiresAfterDays: daysOf(own[0] ?? '') }]).toMatchObject([name, forgets]);
    expect(stageConfig('prod').quarantineDays).toBe(30);
  });
});
