import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createBrand } from '#demo/index.ts';
import { readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { connectLocal } from '../connection.ts';
import { CAMPAIGN_DAYS } from '../demo/demo-campaigns.ts';
import { MONTH_DAYS, playMonth } from '../demo/play-month.ts';
import { playQuarter } from '../demo/play-quarter.ts';
import { playStations, printStations } from '../demo/play-stations.ts';
import { printEnding } from '../demo/print-ending.ts';
import { forgetRunState, writeRunState } from '../run-state.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';
import type { RunningCloud } from '../services.ts';
import { openReportDesk } from '../wiring/report-services.ts';
import { numberOf, untilAborted, writeKeyOf } from './up.ts';

/** The first month, and the campaigns: a quarter. */
const DEMO_DAYS = MONTH_DAYS + CAMPAIGN_DAYS;
/** The campaign of which all occurrences are read together at the end. */
const SERIES = 'demo-weekly';

/** The first of the month to come: the local clock only moves forward. */
function nextMonth(nowMs: number): string {
  const now = new Date(nowMs);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

/** Plays the brand's first month, then every station after it, and shows what each came to. */
async function play(
  cloud: RunningCloud,
  options: { readonly seed: number; readonly customers: number; readonly isMonthOnly: boolean },
  context: CommandContext,
): Promise<void> {
  const { out, signal } = context;
  const { seed, customers, isMonthOnly } = options;
  const startsOn = nextMonth(context.clock.nowMs());
  const brand = createBrand(seed, { startsOn, customers, days: isMonthOnly ? MONTH_DAYS : DEMO_DAYS });
  const endpoint = cloud.url;
  const ports = await service(context, 'importPorts')(await connectLocal(endpoint));
  const month = await playMonth(brand, cloud, { ports, out, signal });
  const isInterrupted = (): boolean => signal.aborted;
  if (isInterrupted()) return;
  if (isMonthOnly) {
    out.result({ endpoint, ...month }, () => out.line());
    return;
  }
  const stations = await playStations(brand, { endpoint, out, signal });
  if (!out.isJson) printStations(stations, out);
  const quarter = await playQuarter(brand, MONTH_DAYS, { endpoint, ports, out, signal });
  if (isInterrupted()) return;
  out.note(out.say({ en: 'measuring …', ko: '측정하는 중 …' }));
  const desk = await openReportDesk(await connectLocal(endpoint));
  const programme = await desk.programme();
  const series = await desk.series(SERIES);
  const { training } = stations;
  const triggerMetrics = cloud.metrics('StartTriggers');
  out.result({ endpoint, ...month, stations, quarter, programme, series, triggerMetrics }, () =>
    printEnding({ quarter, training, series, programme, triggerMetrics }, out),
  );
}

/** @throws InputError if the folder is there already. */
function newFolder(folder: string | undefined, cwd: string): string | undefined {
  if (folder === undefined) return undefined;
  const path = resolve(cwd, folder);
  if (!existsSync(path)) return path;
  throw refuse({
    en: `${path} is there already: the demo wants a new folder`,
    ko: `${path} 폴더가 이미 있습니다. 새 폴더를 지정하십시오`,
  });
}

async function stayUp(cloud: RunningCloud, { out, signal }: CommandContext): Promise<void> {
  if (signal.aborted) return;
  const key = writeKeyOf(cloud.endpoints().secrets) ?? '-';
  const said = out.say({
    en: `The local cloud stays up at ${cloud.url}, write key ${key}. Try "npx kairos --help" in another terminal; Ctrl+C ends it.`,
    ko: `로컬 클라우드가 ${cloud.url} 에 켜져 있습니다. 쓰기 키: ${key}. 다른 터미널에서 "npx kairos --help" 를 실행해 보십시오. Ctrl+C 로 끕니다.`,
  });
  // Under `--json` standard output holds the one document.
  if (out.isJson) out.note(said);
  else out.line(said);
  await untilAborted(signal);
}

/** `kairos demo`: the main job on a made-up brand. */
export const demo: Command = {
  name: 'demo',
  summary: {
    en: 'the whole of it on a made-up beauty shop, at a fast clock',
    ko: '가상의 뷰티 매장으로 처음부터 끝까지 빠르게 돌려 봅니다',
  },
  usage: 'demo [--exit] [--month] [--data DIR] [--port N] [--customers N] [--seed N]',
  options: {
    exit: {
      type: 'boolean',
      summary: { en: 'end afterwards instead of staying up', ko: '켜 두지 않고 끝냅니다' },
    },
    month: {
      type: 'boolean',
      summary: {
        en: 'only the first month: events and profiles, no campaign',
        ko: '첫 달만: 이벤트와 프로필까지, 캠페인 없이',
      },
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
    const { out, env, cwd } = context;
    const args = readArguments(demo, argv, 0);
    const seed = numberOf('seed', args.text('seed'), Number.MAX_SAFE_INTEGER) ?? 7;
    const customers = numberOf('customers', args.text('customers'), 10_000) ?? 300;
    const port = numberOf('port', args.text('port'), 65_535);
    out.note(out.say({ en: 'Starting the local cloud …', ko: '로컬 클라우드를 켜는 중 …' }));
    const data = newFolder(args.text('data'), cwd);
    const cloud = await service(context, 'startLocalCloud')({ data, port });
    try {
      writeRunState(env, { endpoint: cloud.url, pid: process.pid, dataFolder: cloud.dataFolder });
      await play(cloud, { seed, customers, isMonthOnly: args.flag('month') }, context);
      if (!args.flag('exit')) await stayUp(cloud, context);
    } finally {
      forgetRunState(env, process.pid);
      await cloud.close();
    }
    return 0;
  },
};
