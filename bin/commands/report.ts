import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { biasDocument } from '#app/kpis/bias-document.ts';
import { programmeDocument } from '#app/kpis/programme-document.ts';
import { campaignDocument } from '#app/kpis/report-document.ts';
import { seriesDocument } from '#app/kpis/series-document.ts';
import type { ReadyCampaign } from '#app/plan/retargeting.ts';
import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { readGroups } from '../report/read-groups.ts';
import { REPORT_OPTIONS, showDocuments } from '../report/show-documents.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

/** One YAML file a campaign; a file that is there stays. @returns the paths that were written. */
function writeCampaigns(folder: string, ready: readonly ReadyCampaign[]): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return ready.map(({ id, file }) => {
    const path = join(folder, `${id}.yaml`);
    if (existsSync(path))
      throw refuse({
        en: `${path} exists: move it away, or name another folder`,
        ko: `${path} 파일이 이미 있습니다. 옮기거나 다른 폴더를 지정하십시오`,
      });
    writeFileSync(path, stringify(file));
    return path;
  });
}

/** `kairos report`: what a campaign did, and whether that is true. */
export const report: Command = {
  name: 'report',
  summary: {
    en: 'what a campaign did and whether that is true; without a campaign: the programme',
    ko: '캠페인의 결과와 그 진위, 캠페인을 빼면 프로그램 전체',
  },
  usage: 'report [CAMPAIGN] [--groups FILE] [--markdown FILE] [--html FILE] [--retarget FOLDER]',
  options: {
    groups: {
      type: 'string',
      value: 'FILE',
      summary: {
        en: 'compare how groups were treated: a table customer_id, group that is read and not kept',
        ko: '집단별로 어떻게 대했는지 비교합니다: customer_id, group 표 (저장하지 않습니다)',
      },
    },
    ...REPORT_OPTIONS,
    retarget: {
      type: 'string',
      value: 'FOLDER',
      summary: {
        en: 'write ready campaign files for who clicked, bought once, lapsed or redeemed',
        ko: '클릭·1회 구매·이탈·쿠폰 사용 고객을 위한 캠페인 파일을 씁니다',
      },
    },
    ...CONNECTION_OPTIONS,
  },
  examples: [
    'kairos report',
    'kairos report autumn-renewal --html report.html',
    'kairos report autumn-renewal --groups age-bands.csv',
  ],
  needs: ['reportDesk'],

  async run(argv, context) {
    const { out, language, env, cwd } = context;
    const args = readArguments(report, argv, 1);
    const desk = await service(context, 'reportDesk')(await connect(args, env));
    const [campaignId] = args.positionals;
    const groups = args.text('groups');
    if (groups !== undefined && campaignId === undefined)
      throw refuse({ en: '--groups needs a CAMPAIGN', ko: '--groups 에는 CAMPAIGN 이 필요합니다' });
    out.note(out.say({ en: 'measuring …', ko: '측정하는 중 …' }));
    if (campaignId === undefined) {
      const programme = await desk.programme();
      showDocuments([programmeDocument(programme, language)], programme, args, context);
      return 0;
    }
    if (groups !== undefined) {
      const bias = await desk.bias(campaignId, await readGroups(resolve(cwd, groups)));
      const pages = bias.map((one) => biasDocument(one, language));
      showDocuments(pages, bias.length === 1 ? bias[0] : bias, args, context);
      return 0;
    }
    const kept = await desk.campaign(campaignId);
    const series = await desk.series(campaignId);
    const documents = [
      ...(series === undefined ? [] : [seriesDocument(series, language)]),
      ...kept.map((one) => campaignDocument(one.report, language, one.changes)),
    ];
    const folder = args.text('retarget');
    if (folder !== undefined) {
      const ready = await desk.retargeting(campaignId, language);
      for (const path of writeCampaigns(resolve(context.cwd, folder), ready)) out.note(path);
    }
    showDocuments(documents, kept.length === 1 ? kept[0] : kept, args, context);
    return 0;
  },
};
