import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { Language } from '../said.ts';
import { planTables } from './plan-words.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string | number): string =>
  String(text).replace(/[&<>"']/g, (character) => escapes[character]!);

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}' +
  'td,th{padding:.25rem .5rem;text-align:left;border-bottom:1px solid #ddd}td.n{text-align:right;font-variant-numeric:tabular-nums}' +
  'code{overflow-wrap:anywhere}rect{fill:#2563eb}text{font:10px system-ui}';

/** A plan as one page without scripts, styles or pictures from elsewhere; names and copy are escaped. */
export function planHtml(hash: string, summary: PlanSummary, language: Language): string {
  const tables = planTables(summary, language).map(
    ({ title, header, rows }) =>
      `<h2>${escaped(title)}</h2><table><tr>${header.map((cell) => `<th>${escaped(cell)}</th>`).join('')}</tr>${rows
        .map(
          (row) =>
            `<tr>${row.map((cell) => `<td${typeof cell === 'number' ? ' class="n"' : ''}>${escaped(cell)}</td>`).join('')}</tr>`,
        )
        .join('')}</table>`,
  );
  const charts = Object.entries(summary.localHours).map(([channel, hours]) =>
    hourChart(channel, hours, language),
  );
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${escaped(summary.campaign.name)}</title><style>${STYLE}</style>${tables.join('')}${charts.join('')}<p><code>${escaped(hash)}</code></p></html>\n`;
}

const BAR = 24;
const HEIGHT = 120;

function hourChart(channel: string, hours: readonly number[], language: Language): string {
  const most = Math.max(1, ...hours);
  const title = language === 'ko' ? `${channel}: 현지 시각별 건수` : `${channel}: messages by local hour`;
  const bars = hours.map((count, hour) => {
    const height = (count / most) * HEIGHT;
    return `<rect x="${hour * BAR}" y="${(HEIGHT - height).toFixed(1)}" width="${BAR - 3}" height="${height.toFixed(1)}"><title>${hour}:00 ${count}</title></rect><text x="${hour * BAR}" y="${HEIGHT + 12}">${hour}</text>`;
  });
  return `<h2>${escaped(title)}</h2><svg viewBox="0 0 ${24 * BAR} ${HEIGHT + 16}" role="img" aria-label="${escaped(title)}">${bars.join('')}</svg>`;
}
