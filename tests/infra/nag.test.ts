import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { kairosApp } from '#lib/kairos-app.ts';
import { nagAcknowledgements } from './nag-acknowledgements.ts';

interface Finding {
  readonly rule: string;
  readonly construct: string;
}

const outputFolder = mkdtempSync(join(tmpdir(), 'kairos-nag-'));
let findings: readonly Finding[] = [];

const findingsOf = (
  pack: AwsSolutionsChecks | ServerlessChecks,
  app: ReturnType<typeof kairosApp>,
): Finding[] =>
  pack.validateScope(app).violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => ({
      rule: ruleName,
      construct: String(constructPath),
    })),
  );

beforeAll(() => {
  const app = kairosApp('prod', outputFolder);
  app.synth();
  findings = [...findingsOf(new AwsSolutionsChecks(), app), ...findingsOf(new ServerlessChecks(), app)];
});

afterAll(() => rmSync(outputFolder, { recursive: true, force: true }));

interface ValidationReport {
  readonly pluginReports: readonly { readonly violations: readonly unknown[] }[];
}

describe('the validation of synth', () => {
  it('warns of nothing that is not acknowledged with a reason', () => {
    const report = readFileSync(join(outputFolder, 'validation-report.json'), 'utf8');
    const { pluginReports } = JSON.parse(report) as ValidationReport;
    expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
  });
});

describe('cdk-nag, packs AwsSolutions and Serverless', () => {
  it('finds nothing but what is acknowledged with a reason', () => {
    const unexplained = findings.filter(
      ({ rule, construct }) =>
        !nagAcknowledgements.some((known) => known.rule.test(rule) && known.construct.test(construct)),
    );
    expect(unexplained).toEqual([]);
  });

  it('has no acknowledgement left over', () => {
    const stale = nagAcknowledgements.filter(
      (known) =>
        !findings.some(({ rule, construct }) => known.rule.test(rule) && known.construct.test(construct)),
    );
    expect(stale.map(({ rule }) => rule.source)).toEqual([]);
  });
});
