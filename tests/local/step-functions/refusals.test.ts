import { describe, expect, it } from '@jest/globals';
import { readDefinition } from '#local/step-functions/definition/read-definition.ts';
import { resourceFault } from '#local/step-functions/tasks/known-resources.ts';

const PASS = { Type: 'Pass', End: true };
const INVOKE = 'arn:aws:states:::lambda:invoke';

function refusal(States: Record<string, unknown>, more: Record<string, unknown> = {}): string {
  const text = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(States)[0], States, ...more });
  try {
    readDefinition(text, {
      machine: 'Train',
      resourceFault: (resource, given) => resourceFault(resource, given, (name) => name === 'fit'),
    });
    return 'nothing was refused';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a state machine is refused at bring-up, by name', () => {
  it.each([
    ['for another query language', { A: PASS }, { QueryLanguage: 'JSONPath' }, /QueryLanguage/],
    ['for a type of state that is not known', { A: { Type: 'Magic' } }, {}, /state A: type Magic/],
    ['for a field of JSONPath', { A: { ...PASS, ResultPath: '$.x' } }, {}, /field ResultPath of state A/],
    [
      'for a field deep inside',
      {
        A: {
          Type: 'Task',
          Resource: INVOKE,
          Arguments: { FunctionName: 'fit' },
          End: true,
          Retry: [{ ErrorEquals: ['X'], Times: 3 }],
        },
      },
      {},
      /field Times of Retry of state A/,
    ],
    ['for $eval', { A: { ...PASS, Output: "{% $map([1], function($v) { $eval('1') }) %}" } }, {}, /\$eval/],
    [
      'for JSONata that does not parse',
      { A: { ...PASS, Output: { x: '{% 1 + %}' } } },
      {},
      /state A: .* is no JSONata/,
    ],
    [
      'for an expression that is only part of a text',
      { A: { ...PASS, Output: 'n is {% 1 %}' } },
      {},
      /whole text/,
    ],
    ['for a state that leads nowhere', { A: { Type: 'Pass', Next: 'B' } }, {}, /A leads to B/],
    ['for a state that neither ends nor goes on', { A: { Type: 'Pass' } }, {}, /either Next or End/],
    [
      'for a resource that is not known',
      { A: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true } },
      {},
      /sqs:sendMessage/,
    ],
    [
      'for a function that is not there',
      { A: { Type: 'Task', Resource: INVOKE, Arguments: { FunctionName: 'solve' }, End: true } },
      {},
      /no function solve/,
    ],
    ['for a substitution that was left open', { A: { ...PASS, Output: '${Bucket}' } }, {}, /\$\{Bucket\}/],
    [
      'for a callback within Express executions',
      {
        A: {
          Type: 'Map',
          Items: [],
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
            StartAt: 'B',
            States: {
              B: {
                Type: 'Task',
                Resource: `${INVOKE}.waitForTaskToken`,
                Arguments: { FunctionName: 'fit' },
                End: true,
              },
            },
          },
          End: true,
        },
      },
      {},
      /Express executions cannot wait/,
    ],
    [
      'for a variable that is assigned outside and inside',
      {
        A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
        B: {
          Type: 'Map',
          Items: [],
          ItemProcessor: { StartAt: 'C', States: { C: { ...PASS, Assign: { n: 2 } } } },
          End: true,
        },
      },
      {},
      /variable n is assigned outside/,
    ],
    [
      'for a reader on an inline map',
      {
        A: {
          Type: 'Map',
          ItemReader: { Resource: 'arn:aws:states:::s3:getObject', Arguments: {} },
          ItemProcessor: { StartAt: 'B', States: { B: PASS } },
          End: true,
        },
      },
      {},
      /ItemReader needs a map of mode DISTRIBUTED/,
    ],
    [
      'for an argument of a reader that is not known',
      {
        A: {
          Type: 'Map',
          ItemReader: {
            Resource: 'arn:aws:states:::s3:getObject',
            Arguments: { Bucket: 'lake', Key: 'x.json', VersionId: '1' },
          },
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
            StartAt: 'B',
            States: { B: PASS },
          },
          End: true,
        },
      },
      {},
      /argument VersionId of ItemReader/,
    ],
    [
      'for heartbeats of a task that was given no token',
      {
        A: {
          Type: 'Task',
          Resource: INVOKE,
          Arguments: { FunctionName: 'fit' },
          HeartbeatSeconds: 60,
          End: true,
        },
      },
      {},
      /state A: only who was given a token/,
    ],
    [
      'for two states of one name',
      { A: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: PASS } }], End: true } },
      {},
      /two states are called A/,
    ],
  ])('%s', (_why, states, more, message) => {
    expect(refusal(states as Record<string, unknown>, more)).toMatch(message);
  });

  it('and not when everything in it is known', () => {
    expect(
      refusal({
        A: { Type: 'Task', Resource: INVOKE, Arguments: { FunctionName: 'fit', Payload: {} }, End: true },
      }),
    ).toBe('nothing was refused');
  });
});
