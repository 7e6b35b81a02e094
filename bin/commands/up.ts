import { resolve } from 'node:path';
import * as z from 'zod';
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { forgetRunState, writeRunState } from '../run-state.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

/** An option that is a whole number from 0 to `most`. @throws InputError if it is something else. */
export function numberOf(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== '' && Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw refuse({
    en: `--${name} ${text}: give a whole number from 0 to ${most}`,
    ko: `--${name} ${text}: 0부터 ${most}까지의 정수를 쓰십시오`,
  });
}

/** Until the user interrupts. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}

const writeKeySecret = z.object({ writeKey: z.string() });

/** The write key of a run, of which a new one has one. The tenant's keys are nobody's business. */
export function writeKeyOf(secrets: Readonly<Record<string, string>>): string | undefined {
  const found = Object.values(secrets).map((secret) => writeKeySecret.safeParse(JSON.parse(secret)));
  return found.find(({ success }) => success)?.data?.writeKey;
}

/** `kairos up`: the whole cloud on this machine, until it is interrupted. */
export const up: Command = {
  name: 'up',
  summary: { en: 'start the whole cloud on this machine', ko: '이 컴퓨터에서 클라우드 전체를 켭니다' },
  usage: 'up [--data DIR] [--port N]',
  options: {
    data: {
      type: 'string',
      value: 'DIR',
      summary: {
        en: 'folder that keeps everything (else it is thrown away)',
        ko: '데이터를 남길 폴더 (없으면 끌 때 버립니다)',
      },
    },
    port: {
      type: 'string',
      value: 'N',
      summary: {
        en: 'port of the gateway; 0 takes a free one (default 4480)',
        ko: '게이트웨이 포트, 0 이면 빈 포트 (기본 4480)',
      },
    },
  },
  examples: ['kairos up', 'kairos up --data .kairos/shop'],
  needs: ['startLocalCloud'],

  async run(argv, context) {
    const { out, env, cwd, signal } = context;
    const args = readArguments(up, argv, 0);
    const folder = args.text('data');
    const port = numberOf('port', args.text('port'), 65_535);
    out.note(out.say({ en: 'Starting the local cloud …', ko: '로컬 클라우드를 켜는 중 …' }));
    const start = service(context, 'startLocalCloud');
    const cloud = await start({ data: folder === undefined ? undefined : resolve(cwd, folder), port });
    try {
      writeRunState(env, { endpoint: cloud.url, pid: process.pid, dataFolder: cloud.dataFolder });
      const writeKey = writeKeyOf(cloud.endpoints().secrets);
      const kept = folder === undefined ? undefined : cloud.dataFolder;
      out.result({ endpoint: cloud.url, writeKey: writeKey ?? null, data: kept ?? null }, () => {
        out.table(
          ['', ''],
          [
            [out.say({ en: 'gateway and front door', ko: '게이트웨이, 이벤트 주소' }), cloud.url],
            [out.say({ en: 'write key', ko: '쓰기 키' }), writeKey ?? '-'],
            [
              out.say({ en: 'data', ko: '데이터' }),
              kept ??
                out.say({
                  en: 'thrown away at the end; keep it with --data DIR',
                  ko: '끌 때 버립니다. --data DIR 로 남길 수 있습니다',
                }),
            ],
          ],
        );
        out.line();
        out.line(
          out.say({
            en: 'Next: "kairos import purchases FILE", "kairos tail", "kairos --help". Stop with Ctrl+C.',
            ko: '다음: "kairos import purchases FILE", "kairos tail", "kairos --help". Ctrl+C 로 끕니다.',
          }),
        );
      });
      await untilAborted(signal);
    } finally {
      forgetRunState(env, process.pid);
      await cloud.close();
    }
    return 0;
  },
};
