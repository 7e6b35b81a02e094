import { resolve } from 'node:path';
import type { ReportDocument } from '#app/models/backtest/document.ts';
import { renderHtml, renderMarkdown, renderText } from '#app/models/backtest/render.ts';
import type { Arguments, Option } from '../arguments.ts';
import type { CommandContext } from '../command.ts';
import { OutputFile } from '../output-file.ts';

/** Options of verbs that write reports. */
export const REPORT_OPTIONS: Readonly<Record<string, Option>> = {
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
};

/** The first goes into the files; all of them onto the terminal, or `result` as JSON. */
export function showDocuments(
  documents: readonly ReportDocument[],
  result: unknown,
  args: Arguments,
  { out, language, cwd }: CommandContext,
): void {
  const write = (option: string, text: (document: ReportDocument) => string): void => {
    const path = args.text(option);
    const [first] = documents;
    if (path === undefined || first === undefined) return;
    const file = new OutputFile(option, resolve(cwd, path));
    file.write(text(first));
    file.close();
  };
  write('markdown', renderMarkdown);
  write('html', (document) => renderHtml(document, language));
  out.result(result, () => out.line(documents.map(renderText).join('\n\n')));
}
