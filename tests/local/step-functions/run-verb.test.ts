import { describe, expect, it } from '@jest/globals';
import type { Connection } from '#bin/connection.ts';
import { openWorkflows } from '#bin/wiring/workflows.ts';
import { run } from '#tests/unit/bin/fake-process.ts';
import { withCloud } from '../support/running-cloud.ts';
import { machineAssembly, machineResource, WORK } from './support/machine-assembly.ts';

const DEFINITION = {
  QueryLanguage: 'JSONata',
  StartAt: 'Fit',
  States: {
    Fit: { ...WORK, Next: 'Score' },
    Score: {
      Type: 'Map',
      Items: '{% [1..20] %}',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'One',
        States: { One: { Type: 'Pass', End: true } },
      },
      Output: '{% $count($states.result) %}',
      End: true,
    },
  },
};
const FUSSY = `export const handler = async (event) => {
  if (event.bad) { const error = new Error('n must be a number'); error.name = 'InputError'; throw error; }
  return event;
};`;

function assembly() {
  const whole = machineAssembly({ Train: machineResource(DEFINITION) }, FUSSY);
  const Outputs = { TrainStateMachineArn: { Value: { Ref: 'Train' } } };
  return { ...whole, stacks: { App: { ...whole.stacks.App, Outputs } } };
}

describe('kairos run', () => {
  it('follows a machine to its end, fails with what to do about it, and refuses what cannot be started', () =>
    withCloud(assembly(), async ({ url }) => {
      const services = { workflows: async (connection: Connection) => openWorkflows(connection) };
      const kairos = (...argv: string[]) => run(['run', ...argv, '--endpoint', url], { services });

      const good = await kairos('train', '--name', 'first');
      expect(good).toMatchObject({ status: 0 });
      expect(good.stdout).toMatch(/Fit +1 +1 .*\nScore +1 +1 .*\nitems: 20 done, 0 failed\nSucceeded\./);

      const json = await kairos('train', '--json');
      expect(JSON.parse(json.stdout)).toMatchObject({
        machine: 'train',
        status: 'succeeded',
        output: 20,
        states: [{ state: 'Fit', leftCount: 1 }, { state: 'Score' }],
        maps: [{ succeededCount: 20, totalCount: 20 }],
      });

      const bad = await kairos('train', '--input', '{"bad":true}');
      expect(bad).toMatchObject({ status: 1 });
      expect(bad.stderr).toMatch(
        /! InputError[^]*Failed: failed InputError: .*n must be a number[^]*mend what/,
      );

      expect(await kairos('train', '--name', 'first', '--language', 'ko')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('이미 있습니다'),
      });
      expect(await kairos('train', '--input', '{')).toMatchObject({ status: 2 });
      expect(await kairos('trian')).toMatchObject({ status: 2 });
      expect(await kairos('copy')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('CopyStateMachineArn'),
      });
    }));
});
