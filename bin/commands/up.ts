import { resolve } from 'node:path';
import { readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { forgetRunState, writeRunState } from '../run-state.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw refuse({
    en: `--port ${text} is no port: 0 to 65535`,
    ko: `--port ${text} 은(는) 포트가 아닙니다 (0–65535)`,
  });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
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
    const port = portOf(args.text('port'));
    out.note(out.say({ en: 'Starting the local cloud …', ko: '로컬 클라우드를 켜는 중 …' }));
    const start = service(context, 'startLocalCloud');
    const cloud = await start({ data: folder === undefined ? undefined : resolve(cwd, folder), port });
    try {
      writeRunState(env, { endpoint: cloud.url, pid: process.pid, dataFolder: cloud.dataFolder });
      const { apis, secrets } = cloud.endpoints();
      const data = folder === undefined ? undefined : cloud.dataFolder;
      out.result({ endpoint: cloud.url, apis, secrets, data: data ?? null }, () => {
        const kept = data ?? out.say({ en: 'thrown away at the end', ko: '끌 때 버립니다' });
        out.table(
          ['', ''],
          [
            [out.say({ en: 'gateway', ko: '게이트웨이' }), cloud.url],
            ...Object.entries(apis).map(([name, url]) => [`API ${name}`, url]),
            ...Object.entries(secrets).map(([name, value]) => [
              out.say({ en: `key ${name}`, ko: `키 ${name}` }),
              value,
            ]),
            [out.say({ en: 'data', ko: '데이터' }), kept],
          ],
        );
        out.line();
        out.line(out.say({ en: 'Stop with Ctrl+C.', ko: 'Ctrl+C 로 끕니다.' }));
      });
      await untilAborted(signal);
    } finally {
      forgetRunState(env, process.pid);
      await cloud.close();
    }
    return 0;
  },
};
