import { resolve } from 'node:path';
import { programmeDocument } from '#app/kpis/programme-document.ts';
import { campaignDocument } from '#app/kpis/report-document.ts';
import type { ReportDocument } from '#app/models/backtest/document.ts';
import { renderHtml, renderMarkdown, renderText } from '#app/models/backtest/render.ts';
import { type Arguments, CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { connect } from '../connection.ts';
import { OutputFile } from '../output-file.ts';
import { service } from '../service.ts';

/** `kairos report`: what a campaign did, and whether that is true. */
export const report: Command = {
  name: 'report',
  summary: {
    en: 'what a campaign did and whether that is true; without a campaign: the programme',
    ko: '캠페인의 결과와 그 진위, 캠페인을 빼면 프로그램 전체',
  },
  usage: 'report [CAMPAIGN] [--markdown FILE] [--html FILE]',
  options: {
    markdown: {
      type: 'string',
      value: 'FILE',
      summary: { en: 'write the report as Markdown', ko: '보고서를 Markdown 으로 씁니다' },
    },
    html: {
      type: 'string',
      value: 'FILE',
      summary: {
        en: 'write the report as a page that needs no network',
        ko: '보고서를 네트워크 없이 열리는 웹 페이지로 씁니다',
      },
    },
    ...CONNECTION_OPTIONS,
  },
  examples: ['kairos report', 'kairos report autumn-renewal --html report.html'],
  needs: ['reportDesk'],

  async run(argv, context) {
    const { out, language, env } = context;
    const args = readArguments(report, argv, 1);
    const desk = await service(context, 'reportDesk')(await connect(args, env));
    const [campaignId] = args.positionals;
    if (campaignId === undefined) {
      const programme = await desk.programme();
      show([programmeDocument(programme, language)], programme, args, context);
      return 0;
    }
    out.note(out.say({ en: 'measuring …', ko: '측정하는 중 …' }));
    const kept = await desk.campaign(campaignId);
    const documents = kept.map((one) => campaignDocument(one.report, language, one.changes));
    show(documents, kept.length === 1 ? kept[0] : kept, args, context);
    return 0;
  },
};

/** The newest goes into the files; all of them onto the terminal. */
function show(
  documents: readonly ReportDocument[],
  result: unknown,
  args: Arguments,
  { out, language, cwd }: CommandContext,
): void {
  const write = (option: string, text: (document: ReportDocument) => string): void => {
    const path = args.text(option);
    const [newest] = documents;
    if (path === undefined || newest === undefined) return;
    const file = new OutputFile(option, resolve(cwd, path));
    file.write(text(newest));
    file.close();
  };
  write('markdown', renderMarkdown);
  write('html', (document) => renderHtml(document, language));
  out.result(result, () => out.line(documents.map(renderText).join('\n\n')));
}
