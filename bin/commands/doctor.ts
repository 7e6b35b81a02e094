import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { AppError } from '#core/kernel/errors.ts';
import { isTimeZone, zoneOffsetMs } from '#core/kernel/time.ts';
import { type Arguments, CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { askGateway, connect, endpointOf, type OutputName } from '../connection.ts';
import type { Check, Verdict } from '../doctor/check.ts';
import { checkGuardrail } from '../doctor/check-guardrail.ts';
import { checkModels } from '../doctor/check-models.ts';
import { readLag } from '../local-progress.ts';
import { errorText, type Said } from '../said.ts';

/** A local run with a month of a small shop takes about this much. */
const NEEDED_BYTES = 2_000_000_000;

const same = (text: string): Said => ({ en: text, ko: text });

function checkNode(): Check {
  const isGood = Number(process.versions.node.split('.')[0]) >= 24;
  const detail = isGood
    ? same(process.version)
    : {
        en: `${process.version}: 24 or later is needed; "npm ci" brings it`,
        ko: `${process.version}: 24 이상이 필요합니다. "npm ci" 로 설치됩니다`,
      };
  return { name: same('Node'), verdict: isGood ? 'ok' : 'fail', detail };
}

function checkZones(): Check {
  const zones = ['Asia/Seoul', 'America/New_York'];
  // Seoul had no clock change in 2026; New York was four hours behind UTC in July.
  const isGood =
    zones.every(isTimeZone) && zoneOffsetMs('America/New_York', Date.UTC(2026, 6, 1)) === -14_400_000;
  const detail = isGood
    ? same(process.versions['tz'] ?? '')
    : {
        en: 'this Node has no time zone data (full ICU)',
        ko: '이 Node 에는 시간대 자료(full ICU)가 없습니다',
      };
  return { name: { en: 'time zones', ko: '시간대 자료' }, verdict: isGood ? 'ok' : 'fail', detail };
}

async function checkDisk(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const gigabytes = `${(free / 1e9).toFixed(1)} GB`;
  return {
    name: { en: 'disk space', ko: '디스크 여유' },
    verdict: free >= NEEDED_BYTES ? 'ok' : 'fail',
    detail: { en: `${gigabytes} free in ${folder}`, ko: `${folder} 에 ${gigabytes} 남음` },
  };
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
}

async function checkLocal(endpoint: string): Promise<readonly Check[]> {
  const name: Said = { en: 'local run', ko: '로컬 실행' };
  try {
    const health = (await askGateway(endpoint, '/health')) as {
      readonly now?: unknown;
      readonly speed?: unknown;
    };
    const clock = `${String(health.now)} x${String(health.speed)}`;
    const up: Check = {
      name,
      verdict: 'ok',
      detail: { en: `up at ${endpoint}, clock ${clock}`, ko: `${endpoint} 에서 켜져 있음, 시계 ${clock}` },
    };
    return [up, ...(await checkReaders(endpoint))];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const port = Number(new URL(endpoint).port || 80);
    const isFree = await isPortFree(port);
    const detail = isFree
      ? {
          en: `not up; port ${port} is free for "kairos up"`,
          ko: `꺼져 있음. "kairos up" 이 쓸 포트 ${port} 은(는) 비어 있음`,
        }
      : {
          en: `port ${port} is taken by something else: kairos up --port 0`,
          ko: `포트 ${port} 을(를) 다른 프로그램이 쓰고 있습니다: kairos up --port 0`,
        };
    return [{ name, verdict: isFree ? 'note' : 'fail', detail }];
  }
}

/** Backlog, and deliveries that were given up. */
async function checkReaders(endpoint: string): Promise<readonly Check[]> {
  const readers = await readLag(endpoint);
  return readers.map(({ mapping, behindCount, discarded, expired }): Check => {
    const lost = discarded + expired;
    return {
      name: { en: `reader ${mapping}`, ko: `읽기 ${mapping}` },
      verdict: lost > 0 ? 'fail' : 'ok',
      detail:
        lost > 0
          ? {
              en: `${lost} records given up: see "kairos quarantine list" and the failure bucket`,
              ko: `${lost}건을 포기했습니다. "kairos quarantine list" 와 실패 버킷을 보십시오`,
            }
          : { en: `${behindCount} records behind`, ko: `${behindCount}건 밀림` },
    };
  });
}

const OUTPUTS: readonly OutputName[] = [
  'EventStreamName',
  'ProfileTableName',
  'LedgerTableName',
  'QuarantineBucketName',
];

/** Whether everything is put out that verbs need, and which models answer there. */
async function checkConnection(
  args: Arguments,
  { env, services }: CommandContext,
): Promise<readonly Check[]> {
  const name: Said = { en: 'connection', ko: '연결' };
  try {
    const connection = await connect(args, env);
    for (const output of OUTPUTS) connection.nameOf(output);
    const checked: Check = { name, verdict: 'ok', detail: same(connection.label) };
    const { modelStatus, guardrail } = services;
    return [
      checked,
      ...(guardrail === undefined ? [] : checkGuardrail(await guardrail(connection))),
      ...(modelStatus === undefined ? [] : checkModels(await modelStatus(connection))),
    ];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ name, verdict: 'fail', detail: { en: errorText(error, 'en'), ko: errorText(error, 'ko') } }];
  }
}

async function examine(args: Arguments, context: CommandContext): Promise<readonly Check[]> {
  const machine = [checkNode(), checkZones(), await checkDisk(tmpdir())];
  if (args.text('stage') !== undefined) return [...machine, ...(await checkConnection(args, context))];
  const local = await checkLocal(endpointOf(args.text('endpoint'), context.env));
  return [...machine, ...local, ...(local.length > 1 ? await checkConnection(args, context) : [])];
}

const MARKS: Readonly<Record<Verdict, string>> = { ok: 'ok', note: '-', fail: '!!' };

/** `kairos doctor`: is everything as it must be on this machine and in the run? */
export const doctor: Command = {
  name: 'doctor',
  summary: { en: 'check this machine and what runs on it', ko: '이 컴퓨터와 실행 상태를 점검합니다' },
  usage: 'doctor',
  options: CONNECTION_OPTIONS,
  notes: {
    en: 'Checks Node, time zone data, disk space, the port, the run, its readers and what they gave up, the live models:\ntheir age, what refuses to be used and why, and on a stage the guardrail that the brand names. Exit status 1 if something has to be mended.',
    ko: 'Node, 시간대 자료, 디스크, 포트, 로컬 실행, 스트림 읽기와 포기한 건, 사용 중인 모델(기한, 쓰지 않는 부분과 이유),\n스테이지에서는 브랜드의 가드레일을 점검합니다. 고칠 것이 있으면 종료 상태는 1 입니다.',
  },
  needs: [],

  async run(argv, context) {
    const { out } = context;
    const checks = await examine(readArguments(doctor, argv, 0), context);
    const isHealthy = checks.every(({ verdict }) => verdict !== 'fail');
    const document = checks.map(({ name, verdict, detail }) => ({
      name: name.en,
      verdict,
      detail: out.say(detail),
    }));
    out.result({ healthy: isHealthy, checks: document }, () => {
      out.table(
        ['', '', ''],
        checks.map(({ name, verdict, detail }) => [MARKS[verdict], out.say(name), out.say(detail)]),
      );
    });
    return isHealthy ? 0 : 1;
  },
};
