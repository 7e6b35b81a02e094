import { programmeDocument } from '#app/kpis/programme-document.ts';
import { campaignDocument } from '#app/kpis/report-document.ts';
import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { REPORT_OPTIONS, showDocuments } from '../report/show-documents.ts';
import { service } from '../service.ts';

/** `kairos report`: what a campaign did, and whether that is true. */
export const report: Command = {
  name: 'report',
  summary: {
    en: 'what a campaign did and whether that is true; without a campaign: the programme',
    ko: '캠페인의 결과와 그 진위, 캠페인을 빼면 프로그램 전체',
  },
  usage: 'report [CAMPAIGN] [--markdown FILE] [--html FILE]',
  options: { ...REPORT_OPTIONS, ...CONNECTION_OPTIONS },
  examples: ['kairos report', 'kairos report autumn-renewal --html report.html'],
  needs: ['reportDesk'],

  async run(argv, context) {
    const { out, language, env } = context;
    const args = readArguments(report, argv, 1);
    const desk = await service(context, 'reportDesk')(await connect(args, env));
    const [campaignId] = args.positionals;
    out.note(out.say({ en: 'measuring …', ko: '측정하는 중 …' }));
    if (campaignId === undefined) {
      const programme = await desk.programme();
      showDocuments([programmeDocument(programme, language)], programme, args, context);
      return 0;
    }
    const kept = await desk.campaign(campaignId);
    const documents = kept.map((one) => campaignDocument(one.report, language, one.changes));
    showDocuments(documents, kept.length === 1 ? kept[0] : kept, args, context);
    return 0;
  },
};
