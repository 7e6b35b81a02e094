import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { App, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { triggerSkips } from '#core/delivery/triggers/trigger-skips.ts';
import { type StageConfig, stageConfig } from '#lib/config/stage-config.ts';
import { ReadersStack } from '#lib/stacks/readers-stack.ts';

const stackOf = (changes: Partial<StageConfig> = {}): Stack =>
  new ReadersStack(new App(), 'Kairos-prod-Readers', { config: { ...stageConfig('prod'), ...changes } });

/** `["Kairos", name, "service", folder]` in the text of a dashboard. */
const COUNTED = /\[\\*"Kairos\\*",\\*"(\w+)\\*",\\*"service\\*",\\*"([\w-]+)\\*"/g;

describe('the stack of those who look', () => {
  it('has a page for whoever is on call, for marketing and for finance', () => {
    const template = Template.fromStack(stackOf());
    for (const reader of ['OnCall', 'Marketing', 'Finance'])
      template.hasResourceProperties('AWS::CloudWatch::Dashboard', {
        DashboardName: `Kairos-prod-Readers-${reader}`,
      });
  });

  it('draws nothing that no function counts', () => {
    const text = JSON.stringify(Template.fromStack(stackOf()).toJSON());
    const drawn = [...text.matchAll(COUNTED)].map(([, name = '', folder = '']) => ({ name, folder }));
    expect(drawn.length).toBeGreaterThan(10);
    const unheard = drawn.filter(
      ({ name, folder }) =>
        !globSync(`lambdas/${folder}/*.ts`).some((path) => readFileSync(path, 'utf8').includes(`'${name}'`)),
    );
    expect(unheard).toEqual([]);
  });

  it('says in both languages why occasions started no message', () => {
    const text = JSON.stringify(Template.fromStack(stackOf()).toJSON());
    expect(text).toContain('DeliveryTriggersSkippedByReason');
    for (const { en, ko } of Object.values(triggerSkips)) {
      expect(text).toContain(en);
      expect(text).toContain(ko);
    }
  });

  it('tells of the month’s limit at half, at four fifths, when it is spent and when it will be', () => {
    const template = Template.fromStack(
      stackOf({ monthlyLimit: { usd: 900, readers: ['fin@shop.example'] } }),
    );
    template.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: {
        BudgetLimit: { Amount: 900, Unit: 'USD' },
        CostFilters: { TagKeyValue: ['user:kairos-stage$prod'] },
      },
      NotificationsWithSubscribers: [
        ...[50, 80, 100].map((Threshold) =>
          Match.objectLike({ Notification: Match.objectLike({ NotificationType: 'ACTUAL', Threshold }) }),
        ),
        Match.objectLike({ Notification: Match.objectLike({ NotificationType: 'FORECASTED' }) }),
      ],
    });
    Template.fromStack(stackOf()).resourceCountIs('AWS::Budgets::Budget', 0);
  });
});
