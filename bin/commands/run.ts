import type { Workflows } from '#app/ports/workflows.ts';
import { ConflictError } from '#core/kernel/errors.ts';
import type { Json, JsonObject } from '#core/kernel/json.ts';
import { DATA_CHECKS } from '#core/models/training/data-checks.ts';
import { type Arguments, CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect, type OutputName } from '../connection.ts';
import { describeTraining, publishedOf } from '../models/describe-training.ts';
import type { Out } from '../out.ts';
import { adviceFor } from '../run/advice.ts';
import { type Followed, followRun } from '../run/follow-run.ts';
import { peoplesPart, waitsForPeople } from '../run/people-in-runs.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

/** The state machines that people start, by the output that names each. */
const MACHINES: Readonly<Record<string, OutputName>> = {
  train: 'TrainStateMachineArn',
  persona: 'PersonaStateMachineArn',
  copy: 'CopyStateMachineArn',
};
/** A stage's service allows few questions a second; the local one any number. */
const ASK_EVERY_MS = { local: 250, stage: 2000 };

/** `kairos run`: a state machine from its start to its end. */
export const run: Command = {
  name: 'run',
  summary: {
    en: 'start a state machine and follow it to its end',
    ko: '상태 머신을 시작하고 끝까지 따라갑니다',
  },
  usage: `run ${Object.keys(MACHINES).join('|')} [options]`,
  options: {
    input: {
      type: 'string',
      value: 'JSON',
      summary: { en: 'what it is started with (else {})', ko: '시작할 때 넘길 값 (없으면 {})' },
    },
    name: {
      type: 'string',
      value: 'NAME',
      summary: {
        en: 'name of the run; a name can be used once',
        ko: '실행의 이름. 한 이름은 한 번만 쓸 수 있습니다',
      },
    },
    accept: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      summary: {
        en: 'train: a finding about the rows that you have looked at and take as it is; may be given again',
        ko: 'train: 살펴보고 그대로 받아들이는 학습 자료의 이상 (여러 번 쓸 수 있음)',
      },
    },
    ...CONNECTION_OPTIONS,
  },
  notes: {
    en: 'Ends with 0 when the run succeeds, 1 when it fails, 2 when it could not be started as asked. Interrupting stops the\nfollowing, not the run.',
    ko: '실행이 성공하면 0, 실패하면 1, 요청대로 시작할 수 없으면 2 로 끝납니다. 중단하면 따라가기만 멈추고 실행은 계속됩니다.',
  },
  examples: [
    'kairos run train',
    'kairos run train --accept amounts_changed',
    'kairos run persona --name persona-2027-03-01',
    `kairos run copy --input '{"productId":"sku-0012","channels":["push"]}'`,
  ],
  needs: ['workflows'],

  async run(argv, context) {
    const { out, signal, env } = context;
    const args = readArguments(run, argv, 1);
    const machine = required(run, args, 0, 'MACHINE');
    const output = MACHINES[machine] ?? unknownMachine(machine);
    const input = withAccepted(machine, inputOf(args), args.all('accept'));
    const request = { name: args.text('name'), input };
    const connection = await connect(args, env);
    const workflows = await service(context, 'workflows')(connection);
    const runId = await started(workflows, connection.nameOf(output), request);
    out.note(`${machine} ${runId.slice(runId.lastIndexOf(':') + 1)}`);
    const everyMs = ASK_EVERY_MS[connection.kind];
    const hintAt = (state: string) => waitsForPeople(machine, state);
    const followed = await followRun(workflows, runId, { out, signal, everyMs, hintAt });
    out.result(documentOf(machine, runId, followed), () => describe(followed, out));
    return followed.run.status === 'succeeded' || followed.run.status === 'running' ? 0 : 1;
  },
};

function unknownMachine(machine: string): never {
  if (machine === 'campaign') {
    throw refuse({
      en: 'a campaign has no state machine: kairos plan, kairos approve and kairos apply start it',
      ko: '캠페인은 상태 머신이 없습니다. kairos plan, kairos approve, kairos apply 로 시작합니다',
    });
  }
  const known = Object.keys(MACHINES).join(', ');
  throw refuse({
    en: `there is no state machine ${JSON.stringify(machine)}: ${known}`,
    ko: `${JSON.stringify(machine)} 상태 머신은 없습니다: ${known}`,
  });
}

function inputOf(args: Arguments): Json {
  const text = args.text('input') ?? '{}';
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const { message } = error as Error;
    throw refuse({ en: `--input is no JSON: ${message}`, ko: `--input 이 JSON 이 아닙니다: ${message}` });
  }
}

/** The input with what a person takes as it is; only `train` looks at its rows. */
function withAccepted(machine: string, input: Json, accepted: readonly string[]): Json {
  if (accepted.length === 0) return input;
  if (machine !== 'train') {
    throw refuse({ en: '--accept is for kairos run train', ko: '--accept 는 kairos run train 에 씁니다' });
  }
  const checks: readonly string[] = DATA_CHECKS;
  const unknown = accepted.find((name) => !checks.includes(name));
  if (unknown !== undefined) {
    const known = checks.join(', ');
    throw refuse({
      en: `--accept ${unknown} is no finding about rows; use one of ${known}`,
      ko: `--accept ${unknown} 은(는) 없습니다. 다음 중 하나를 쓰십시오: ${known}`,
    });
  }
  return { ...(input as JsonObject), accept: accepted };
}

async function started(
  workflows: Workflows,
  machine: string,
  request: Parameters<Workflows['start']>[1],
): Promise<string> {
  try {
    return await workflows.start(machine, request);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    throw refuse({
      en: `a run called ${request.name ?? ''} has been started before: nothing was started; choose another --name`,
      ko: `${request.name ?? ''} 이름의 실행이 이미 있습니다. 시작하지 않았습니다. 다른 --name 을 쓰십시오`,
    });
  }
}

function documentOf(machine: string, runId: string, { run: seen, states, maps }: Followed): unknown {
  const { status, startedAtMs, endedAtMs, output, error, cause } = seen;
  return {
    machine,
    run: runId,
    status,
    startedAt: new Date(startedAtMs).toISOString(),
    endedAt: endedAtMs === undefined ? null : new Date(endedAtMs).toISOString(),
    states: states.map(({ state, enteredCount, leftCount, tookMs }) => ({
      state,
      enteredCount,
      leftCount,
      tookMs,
    })),
    maps,
    output: output ?? null,
    error: error ?? null,
    cause: cause ?? null,
  };
}

function describe({ run: seen, states, maps }: Followed, out: Out): void {
  const header = { en: ['state', 'entered', 'left', 'seconds'], ko: ['상태', '들어감', '나옴', '초'] };
  out.table(
    header[out.language],
    states.map(({ state, enteredCount, leftCount, tookMs }) => [
      state,
      enteredCount,
      leftCount,
      Number((tookMs / 1000).toFixed(1)),
    ]),
  );
  for (const { succeededCount, failedCount } of maps)
    out.line(
      out.say({
        en: `items: ${succeededCount} done, ${failedCount} failed`,
        ko: `항목: 완료 ${succeededCount}, 실패 ${failedCount}`,
      }),
    );
  if (seen.status === 'succeeded') describeSuccess(seen, out);
  else if (seen.status === 'running') out.line(out.say({ en: 'Still running.', ko: '아직 실행 중입니다.' }));
  else describeFailure(seen, out);
}

function describeSuccess({ output }: Followed['run'], out: Out): void {
  const part = peoplesPart(output);
  if (part !== undefined) out.line(out.say(part));
  out.line(out.say({ en: 'Succeeded.', ko: '성공했습니다.' }));
  const published = publishedOf(output);
  if (published !== undefined) describeTraining(published, out);
}

function describeFailure({ status, error = '', cause = '' }: Followed['run'], out: Out): void {
  const what = `${status} ${error}: ${cause}`;
  out.fail(out.say({ en: `Failed: ${what}`, ko: `실패했습니다: ${what}` }));
  out.fail(out.say(adviceFor(error)));
}
