import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import jsonata from 'jsonata';
import * as errors from '#core/kernel/errors.ts';

interface State {
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Output?: string;
}
const definition = JSON.parse(
  readFileSync(new URL('../../state-machines/persona.asl.json', import.meta.url), 'utf8'),
) as { readonly States: Readonly<Record<string, State>> };

describe('the persona state machine', () => {
  it('retries only errors that exist and that are worth it', () => {
    const named = Object.values(definition.States).flatMap(({ Retry = [] }) =>
      Retry.flatMap(({ ErrorEquals }) => ErrorEquals),
    );
    for (const name of named.filter((each) => !/^(States|Lambda)\./.test(each))) {
      const ErrorClass = errors[name as keyof typeof errors] as unknown as new (
        message: string,
      ) => errors.AppError;
      expect([name, typeof ErrorClass]).toEqual([name, 'function']);
      expect([name, new ErrorClass('x').retryable]).toEqual([name, true]);
    }
    expect(named).toContain('UnavailableError');
  });

  it('answers with what was found, named and assigned', async () => {
    const expression = definition.States['AssignPersonas']!.Output!.replace(/^\{%|%\}$/g, '');
    const answer: unknown = await jsonata(expression).evaluate(
      {},
      {
        found: { runHash: 'h', personaIds: ['p-01'] },
        named: ['p-01'],
        states: { result: { Payload: { peopleCount: 3 } } },
      },
    );
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      runHash: 'h',
      personaIds: ['p-01'],
      named: ['p-01'],
      assigned: { peopleCount: 3 },
    });
  });
});
