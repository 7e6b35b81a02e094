import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ModelStatus } from '#app/models/live-models.ts';
import type { Verdict } from '#app/models/train/choose-champion.ts';
import type { ModelCard, PartCard } from '#app/models/train/model-artefact.ts';
import type { Published } from '#app/models/train-run.ts';
import type { Workflows } from '#app/ports/workflows.ts';
import type { Json } from '#core/kernel/json.ts';
import { type FakeGateway, startFakeGateway } from '../fake-gateway.ts';
import { NOW_MS, run } from '../fake-process.ts';

const used: PartCard = {
  refusal: undefined,
  gain: { cases: 300, loss: 0.4, rivalLoss: 0.5, gain: 0.1, low: 0.05, high: 0.15 },
  rival: 'everybody alike',
  unit: 'nats',
};
const refused: PartCard = {
  refusal: 'too_few_outcomes',
  gain: undefined,
  rival: 'mean order',
  unit: 'money',
};
const card: ModelCard = {
  atMs: NOW_MS,
  snapshotDay: 20_778,
  persons: 398,
  customers: 373,
  repeaters: 300,
  parts: {
    timing: used,
    propensity7: used,
    propensity30: used,
    spend: refused,
    nextProduct: refused,
    rhythm: used,
    cycles: refused,
    stages: used,
  },
  ageLimitDays: 30,
  drift: {},
  champion: {},
};
const promoted: Published = {
  verdict: { isPromoted: true },
  challenger: 'ab',
  live: 'abcdef0123456789',
  card,
};
const suspicious: Verdict = {
  isPromoted: false,
  reason: 'suspicious_data',
  parts: [],
  findings: [
    { check: 'amounts_changed', before: 32_884.3, now: 3_288_430.8 },
    { check: 'people_changed', before: 1, now: 10.7496 },
  ],
};

/** A state machine that ends at once. */
function endingWith(
  published: Published,
  inputs: Json[] = [],
): { readonly workflows: () => Promise<Workflows> } {
  const output = JSON.parse(JSON.stringify({ published, personCount: 398, movedCount: 4 })) as Json;
  const ended = {
    status: 'succeeded',
    startedAtMs: NOW_MS,
    endedAtMs: NOW_MS,
    output,
    error: undefined,
    cause: undefined,
  } as const;
  return {
    workflows: async () => ({
      start: async (_, { input }) => {
        inputs.push(input);
        return 'arn:train:first';
      },
      describe: async () => ended,
      eventsAfter: async () => [],
      maps: async () => [],
    }),
  };
}

let gateway: FakeGateway;
beforeAll(async () => {
  const outputs = {
    EventStreamName: 'events',
    ProfileTableName: 'profile',
    LedgerTableName: 'ledger',
    QuarantineBucketName: 'quarantine',
    TrainStateMachineArn: 'arn:train',
    PersonaStateMachineArn: 'arn:persona',
  };
  const mappings = [{ mapping: 'ingest', behindCount: 0, discarded: 0, expired: 0 }];
  gateway = await startFakeGateway({
    '/endpoints': { outputs: { App: outputs } },
    '/clock': { now: new Date(NOW_MS).toISOString() },
    '/lag': { mappings },
  });
});
afterAll(() => gateway.close());

describe('kairos run train', () => {
  const train = (published: Published, ...argv: string[]) =>
    run(['run', 'train', ...argv, '--endpoint', gateway.url], { services: endingWith(published) });

  it('ends with what went live and what it can be asked, in both languages', async () => {
    const english = (await train(promoted)).stdout;
    expect(english).toContain('The challenger: these models are live now.');
    expect(english).toMatch(/when +yes +0\.100 +0\.050 … 0\.150 +nats a person +everybody alike/);
    expect(english).toMatch(/order value +no: too few outcomes to judge by/);
    const korean = (await train(promoted, '--language', 'ko')).stdout;
    expect(korean).toContain('새 모델: 이제 이 모델을 씁니다.');
    expect(korean).toMatch(/주문 금액 +아니오: 채점할 결과 부족/);
  });

  it('says what is wrong with rows, in figures, and how to accept them', async () => {
    const { stdout, status } = await train({ ...promoted, verdict: suspicious });
    expect(status).toBe(0);
    expect(stdout).toContain('what a typical order costs 32,884 → 3,288,431');
    expect(stdout).toContain('kairos run train --accept amounts_changed --accept people_changed');
    expect((await train({ ...promoted, verdict: suspicious }, '--language', 'ko')).stdout).toContain(
      '반영하지 않음: 학습 자료가 이전과 다름',
    );
  });

  it('starts the run with what a person accepts, and refuses what is no finding', async () => {
    const inputs: Json[] = [];
    const services = endingWith(promoted, inputs);
    const accept = (machine: string, ...names: string[]) =>
      run(['run', machine, ...names.flatMap((name) => ['--accept', name]), '--endpoint', gateway.url], {
        services,
      });
    await accept('train', 'amounts_changed', 'people_changed');
    await accept('train');
    expect(inputs).toEqual([{ accept: ['amounts_changed', 'people_changed'] }, {}]);
    expect((await accept('train', 'amounts')).stderr).toContain('use one of customers_missing,');
    expect((await accept('persona', 'too_good')).status).toBe(2);
  });
});

describe('kairos doctor', () => {
  const doctor = (status: ModelStatus) =>
    run(['doctor', '--endpoint', gateway.url], { services: { modelStatus: async () => status } });

  it('tells of models that did not go live, and of nothing where they did', async () => {
    const live = { card, isTooOld: false };
    const kept = (await doctor({ live, latest: { atMs: NOW_MS, verdict: suspicious } })).stdout;
    expect(kept).toMatch(
      /!! +newest training +of 2026-11-22 did not go live: its rows are not what they were/,
    );
    const fresh = (await doctor({ live, latest: { atMs: NOW_MS, verdict: { isPromoted: true } } })).stdout;
    expect(fresh).not.toContain('newest training');
    expect(fresh).toMatch(/ok +models +of 2026-11-22/);
  });
});
