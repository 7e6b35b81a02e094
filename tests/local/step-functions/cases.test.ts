import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import aslValidator from 'asl-validator';
import type { Json } from '#core/kernel/json.ts';
import type { Execution } from '#local/step-functions/service/execution.ts';
import { type Answers, createMachineWorld, runMachine } from './support/machine-world.ts';

/** A case as another implementation could judge it too; see cases/README.md. */
interface Case {
  readonly title: string;
  readonly definition: Record<string, unknown>;
  readonly input: Json;
  readonly functions?: Readonly<Record<string, Answers>>;
  readonly objects?: Readonly<Record<string, string | { readonly gzip: string }>>;
  readonly redriveCount?: number;
  readonly expected: {
    readonly status: string;
    readonly output?: Json;
    readonly error?: string;
    readonly events?: readonly string[];
    readonly eventsInAnyOrder?: readonly string[];
    readonly calls?: Readonly<Record<string, readonly Json[]>>;
    readonly elapsedSeconds?: number;
    readonly transitionCount?: number;
  };
}

const FOLDER = new URL('cases/', import.meta.url);
const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Case[]);

describe('the interpreter of state machines', () => {
  it.each(cases.map((one) => [one.title, one] as const))('%s', async (_title, one) => {
    const machines = createMachineWorld(one.functions ?? {});
    const startedAtMs = machines.world.clock.nowMs();
    for (const [key, body] of Object.entries(one.objects ?? {}))
      machines.world.store.put(
        'lake',
        key,
        typeof body === 'string' ? Buffer.from(body) : gzipSync(body.gzip),
        { modifiedAtMs: 0 },
      );
    try {
      const execution = await runMachine(machines, one.definition, one);
      expectOutcome(execution, one.expected);
      for (const [name, payloads] of Object.entries(one.expected.calls ?? {}))
        expect(
          machines.calls.filter((call) => call.functionName === name).map(({ payload }) => payload),
        ).toEqual(payloads);
      const elapsedSeconds = (machines.world.clock.nowMs() - startedAtMs) / 1000;
      expect(elapsedSeconds).toBe(one.expected.elapsedSeconds ?? elapsedSeconds);
      const transitionCount = machines.transitions.length;
      expect(transitionCount).toBe(one.expected.transitionCount ?? transitionCount);
    } finally {
      machines.remove();
    }
  });

  // One machine of them all: the validator takes a second to begin, whatever it is given.
  it('is given definitions that are valid', () => {
    const Branches = cases.map(({ definition: { StartAt, States } }, n) => {
      const text = JSON.stringify({ StartAt, States });
      const names = namesIn({ States });
      return JSON.parse(
        names.reduce((all, name) => all.replaceAll(`"${name}"`, `"${name} ${n}"`), text),
      ) as unknown;
    });
    const all = {
      QueryLanguage: 'JSONata',
      StartAt: 'All',
      States: { All: { Type: 'Parallel', Branches, End: true } },
    };
    const { isValid, errors } = aslValidator(all);
    expect({ isValid, errors }).toEqual({ isValid: true, errors: [] });
  });
});

/** Names of states, in maps and branches too. */
function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'States' in value ? Object.keys(value.States as object) : [];
  return [...new Set([...own, ...Object.values(value).flatMap(namesIn)])];
}

function expectOutcome(execution: Execution, expected: Case['expected']): void {
  const { status, end } = execution;
  const output = end?.output === undefined ? undefined : (JSON.parse(end.output) as Json);
  expect({ status, error: end?.error }).toEqual({ status: expected.status, error: expected.error });
  expect(output).toEqual(expected.output ?? output);
  const types = execution.log.events.map(({ type }) => type);
  expect(types).toEqual(expected.events ?? types);
  expect([...types].sort()).toEqual([...(expected.eventsInAnyOrder ?? types)].sort());
}
