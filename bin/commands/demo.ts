import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createBrand } from '#demo/index.ts';
import { readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { connectLocal } from '../connection.ts';
import { drain, setClock } from '../demo/gateway-clock.ts';
import { importShop } from '../demo/import-shop.ts';
import { sendMonth } from '../demo/send-month.ts';
import { addUpProfiles, countReasons, printWhatHappened } from '../demo/what-happened.ts';
import { printProfile } from '../profile-page.ts';
import { forgetRunState, writeRunState } from '../run-state.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';
import type { RunningCloud } from '../services.ts';
import { numberOf, untilAborted, writeKeyOf } from './up.ts';

/** The first of the month to come: the local clock only moves forward. */
function nextMonth(nowMs: number): string {
  const now = new Date(nowMs);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

/** Plays the brand's first month through a running cloud and shows what came of it. */
async function play(
  cloud: RunningCloud,
  { seed, customers }: { readonly seed: number; readonly customers: number },
  context: CommandContext,
): Promise<void> {
  const { out, signal } = context;
  const endpoint = cloud.url;
  const brand = createBrand(seed, { startsOn: nextMonth(context.clock.nowMs()), customers });
  await setClock(endpoint, brand.startMs);
  const connection = await connectLocal(endpoint);
  const ports = await service(context, 'importPorts')(connection);
  const imported = await importShop(brand, ports, {
    folder: join(cloud.dataFolder, 'shop-files'),
    nowMs: brand.startMs,
    onFile: (kind) => out.note(out.say({ en: `importing ${kind}`, ko: `${kind} 가져오는 중` })),
  });
  await drain(endpoint, signal);
  const bar = out.progress(out.say({ en: 'a month, day by day', ko: '한 달을 하루씩' }));
  const streamedCount = await sendMonth(brand, {
    stream: ports.stream,
    endpoint,
    signal,
    onDay: (day) => bar.update(day / (brand.days + 1)),
  }).finally(() => bar.done());
  if (signal.aborted) return;
  const sentCount = imported.reduce((sum, { report }) => sum + report.messageCount, streamedCount);

  const { openCloudStores } = await import('../wiring/cloud-stores.ts');
  const stores = await openCloudStores(await connectLocal(endpoint));
  const [totals, reasons] = [await addUpProfiles(stores), await countReasons(stores.quarantine.list())];
  const view = await service(context, 'viewProfile')(connection, totals.example);
  const metrics = cloud.metrics();
  out.result(
    {
      endpoint,
      sentCount,
      metrics,
      quarantined: Object.fromEntries(reasons),
      ...totals,
      profile: view ?? null,
    },
    () => {
      out.line();
      printWhatHappened({ totals, metrics, reasons, sentCount }, out);
      out.line();
      if (view !== undefined) printProfile(view, out);
      out.line();
    },
  );
}

/** `kairos demo`: the main job on a made-up brand. */
export const demo: Command = {
  name: 'demo',
  summary: {
    en: 'the whole of it on a made-up beauty shop, at a fast clock',
    ko: '가상의 뷰티 매장으로 처음부터 끝까지 빠르게 돌려 봅니다',
  },
  usage: 'demo [--exit] [--data DIR] [--port N] [--customers N] [--seed N]',
  options: {
    exit: {
      type: 'boolean',
      summary: { en: 'end afterwards instead of staying up', ko: '켜 두지 않고 끝냅니다' },
    },
    data: {
      type: 'string',
      value: 'DIR',
      summary: { en: 'new folder that keeps everything', ko: '데이터를 남길 새 폴더' },
    },
    port: {
      type: 'string',
      value: 'N',
      summary: { en: 'port of the gateway (default 4480)', ko: '게이트웨이 포트 (기본 4480)' },
    },
    customers: {
      type: 'string',
      value: 'N',
      summary: { en: 'size of the shop (default 300)', ko: '고객 수 (기본 300)' },
    },
    seed: {
      type: 'string',
      value: 'N',
      summary: { en: 'another shop (default 7)', ko: '다른 매장 (기본 7)' },
    },
  },
  notes: {
    en: 'Nothing here is real: customers, products and addresses are made up, and say so wherever they appear.',
    ko: '모두 가상입니다. 고객, 상품, 주소는 만들어 낸 것입니다.',
  },
  needs: ['startLocalCloud', 'importPorts', 'viewProfile'],

  async run(argv, context) {
    const { out, env, cwd, signal } = context;
    const args = readArguments(demo, argv, 0);
    const folder = args.text('data');
    const seed = numberOf('seed', args.text('seed'), Number.MAX_SAFE_INTEGER) ?? 7;
    const customers = numberOf('customers', args.text('customers'), 10_000) ?? 300;
    const port = numberOf('port', args.text('port'), 65_535);
    out.note(out.say({ en: 'Starting the local cloud …', ko: '로컬 클라우드를 켜는 중 …' }));
    const data = folder === undefined ? undefined : resolve(cwd, folder);
    if (data !== undefined && existsSync(data)) {
      throw refuse({
        en: `${data} is there already: the demo wants a new folder`,
        ko: `${data} 폴더가 이미 있습니다. 새 폴더를 지정하십시오`,
      });
    }
    const cloud = await service(context, 'startLocalCloud')({ data, port });
    try {
      writeRunState(env, { endpoint: cloud.url, pid: process.pid, dataFolder: cloud.dataFolder });
      await play(cloud, { seed, customers }, context);
      if (!args.flag('exit') && !signal.aborted) {
        out.line(
          out.say({
            en: `The local cloud stays up at ${cloud.url}, write key ${writeKeyOf(cloud.endpoints().secrets) ?? '-'}. Try "npx kairos --help" in another terminal; Ctrl+C ends it.`,
            ko: `로컬 클라우드가 ${cloud.url} 에 켜져 있습니다. 쓰기 키: ${writeKeyOf(cloud.endpoints().secrets) ?? '-'}. 다른 터미널에서 "npx kairos --help" 를 실행해 보십시오. Ctrl+C 로 끕니다.`,
          }),
        );
        await untilAborted(signal);
      }
    } finally {
      forgetRunState(env, process.pid);
      await cloud.close();
    }
    return 0;
  },
};
