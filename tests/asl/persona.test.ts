import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import jsonata from 'jsonata';

interface State {
  readonly Output?: string;
}
const definition = JSON.parse(
  readFileSync(new URL('../../state-machines/persona.asl.json', import.meta.url), 'utf8'),
) as { readonly States: Readonly<Record<string, State>> };

describe('the persona state machine', () => {
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
