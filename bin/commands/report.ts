import { resolve } from 'node:path';
import { biasDocument } from '#app/kpis/bias-document.ts';
import { programmeDocument } from '#app/kpis/programme-document.ts';
import { campaignDocument } from '#app/kpis/report-document.ts';
import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { readGroups } from '../report/read-groups.ts';
import { REPORT_OPTIONS, showDocuments } from '../report/show-documents.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

/** `kairos report`: what a campaign did, and whether that is true. */
export const report: Command = {
  name: 'report',
  summary: {
    en: 'what a campaign did and whether that is true; without a campaign: the programme',
    ko: '캠페인의 결과와 그 진위, 캠페인을 빼면 프로그램 전체',
  },
  usage: 'report [CAMPAIGN] [--groups FILE] [--markdown FILE] [--html FILE]',
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
      const pages = bias.map((one) => biasDocument(one, campaignId, language));
      showDocuments(pages, bias.length === 1 ? bias[0] : bias, args, context);
      return 0;
    }
    const kept = await desk.campaign(campaignId);
    const documents = kept.map((one) => campaignDocument(one.report, language, one.changes));
    showDocuments(documents, kept.length === 1 ? kept[0] : kept, args, context);
    return 0;
  },
};
