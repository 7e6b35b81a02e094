import { escaped } from '#app/models/backtest/charts.ts';
import type { ReportDocument, ReportSection, Table } from '#app/models/backtest/document.ts';
import { displayWidth, TERMINAL_COLUMNS, wrappedLines } from '#core/kernel/text-width.ts';

const mark = (isGood: boolean | null): string => (isGood === null ? '·' : isGood ? '✓' : '✗');

const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** A last column that has less room than this is not broken. */
const NARROWEST = 24;

/** A table that is wider than a terminal has its last column broken; where that is not enough it goes on below. */
function textTable({ header, rows }: Table): string {
  const last = header.length - 1;
  const whole = [header, ...rows];
  const widthsOf = (lines: readonly (readonly string[])[]): readonly number[] =>
    header.map((_, column) => Math.max(...lines.map((line) => displayWidth(line[column]!))));
  const others = widthsOf(whole)
    .slice(0, last)
    .reduce((sum, width) => sum + width + 2, 2);
  const room = TERMINAL_COLUMNS - others;
  const lines = last > 0 && room >= NARROWEST ? whole.flatMap((line) => broken(line, room)) : whole;
  const widths = widthsOf(lines);
  const lineOf = (line: readonly string[], columns: readonly number[]): string =>
    `  ${columns.map((column) => padded(line[column]!, widths[column]!)).join('  ')}`.trimEnd();
  return blocksOf(widths)
    .map((columns) => lines.map((line) => lineOf(line, columns)).join('\n'))
    .join('\n\n');
}

/** A line, and below it what its last cell has no room for. */
function broken(line: readonly string[], room: number): readonly (readonly string[])[] {
  const [first = '', ...more] = wrappedLines(line.at(-1)!, room);
  const before = line.slice(0, -1);
  return [[...before, first], ...more.map((text) => [...before.map(() => ''), text])];
}

/** Columns that stand beside each other, the first one in each block. */
function blocksOf(widths: readonly number[]): readonly (readonly number[])[] {
  const blocks: number[][] = [[0]];
  const indent = 2 + widths[0]!;
  let room = TERMINAL_COLUMNS - indent;
  for (const [index, width] of widths.slice(1).entries()) {
    room -= width + 2;
    const block = blocks.at(-1)!;
    if (room >= 0 || block.length === 1) block.push(index + 1);
    else {
      blocks.push([0, index + 1]);
      room = TERMINAL_COLUMNS - indent - width - 2;
    }
  }
  return blocks;
}

const wrapped = (text: string, indent = ''): string =>
  wrappedLines(text, TERMINAL_COLUMNS - indent.length)
    .map((line) => indent + line)
    .join('\n');

/** For the terminal. */
export function renderText(document: ReportDocument): string {
  const sections = document.sections.map(({ heading, isGood, sentences, table, detail }) => {
    const lines = [`${mark(isGood)} ${heading}`];
    if (sentences.length > 0) lines.push(wrapped(sentences.join(' '), '  '));
    if (table !== null) lines.push(textTable(table));
    if (detail !== null) lines.push(detail.title, textTable(detail.table));
    return lines.join('\n');
  });
  const lead = document.lead.map((sentence) => wrapped(sentence)).join('\n');
  return [document.title, lead, ...sections, wrapped(document.foot)].join('\n\n');
}

const cellsOf = (line: readonly string[]): string =>
  `| ${line.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function markdownTable({ header, rows }: Table): string {
  return [cellsOf(header), `|${header.map(() => '---|').join('')}`, ...rows.map(cellsOf)].join('\n');
}

/** For a merge request, a wiki, a mail. */
export function renderMarkdown(document: ReportDocument): string {
  const sections = document.sections.map(({ heading, isGood, sentences, table, detail }) => {
    const [verdict, ...rest] = sentences;
    const parts = [`## ${mark(isGood)} ${heading}`];
    if (verdict !== undefined) parts.push(`**${verdict}** ${rest.join(' ')}`.trim());
    if (table !== null) parts.push(markdownTable(table));
    if (detail !== null) parts.push(`### ${detail.title}`, markdownTable(detail.table));
    return parts.join('\n\n');
  });
  return `${[`# ${document.title}`, document.lead.join('\n'), ...sections, document.foot].join('\n\n')}\n`;
}

const STYLE = `
:root{--ink:#1b1f24;--paper:#fff;--grid:#d8dee4;--ours:#0b62d6;--naive:#8a929c;--bad:#b3261e;--good:#1a7f37}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ed;--paper:#14171a;--grid:#3a4048;--ours:#6aa8ff;--naive:#8a929c;--bad:#ff8a80;--good:#6fd08c}}
body{font:16px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;font-size:.85rem;display:block;overflow-x:auto}td,th{border-bottom:1px solid var(--grid);padding:.3rem .6rem;text-align:left;white-space:nowrap}td:last-child{white-space:normal;min-width:9rem}
figure{display:inline-block;width:26rem;max-width:100%;margin:1rem 1rem 0 0}figcaption{font-size:.9rem}
svg{width:100%}svg text{font-size:10px;fill:var(--ink)}.grid{stroke:var(--grid)}polyline{fill:none;stroke-width:2}
.ours{stroke:var(--ours)}circle.ours{fill:var(--ours)}.naive{stroke:var(--naive);stroke-dasharray:4 3}.actual{fill:var(--naive);fill-opacity:.5}.heat{fill:var(--ours)}
.good{color:var(--good)}.bad{color:var(--bad)}`;

function htmlTable({ header, rows }: Table): string {
  const head = header.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('');
  const body = rows.map(([name, ...cells]) => {
    const values = cells.map((cell) => `<td>${escaped(cell)}</td>`).join('');
    return `<tr><th scope="row">${escaped(name!)}</th>${values}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function htmlSection({ heading, isGood, sentences, table, detail, charts }: ReportSection): string {
  const [verdict = '', ...rest] = sentences.map(escaped);
  const kind = isGood === null ? '' : isGood ? 'good' : 'bad';
  const figures = charts.map(
    ({ title, svg }) => `<figure>${svg}<figcaption>${escaped(title)}</figcaption></figure>`,
  );
  const said =
    sentences.length === 0
      ? ''
      : `<p><strong class="${kind}">${mark(isGood)} ${verdict}</strong> ${rest.join(' ')}</p>`;
  return (
    `<section><h2>${escaped(heading)}</h2>${said}` +
    `${table === null ? '' : htmlTable(table)}` +
    `${detail === null ? '' : `<h3>${escaped(detail.title)}</h3>${htmlTable(detail.table)}`}` +
    `${figures.join('')}</section>`
  );
}

/** One file that needs no network: style and plots are inside. */
export function renderHtml(document: ReportDocument, language: string): string {
  const lead = document.lead.map((sentence) => `<p>${escaped(sentence)}</p>`).join('');
  return (
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escaped(document.title)}</title><style>${STYLE}</style><h1>${escaped(document.title)}</h1>${lead}` +
    `${document.sections.map(htmlSection).join('')}<p><small>${escaped(document.foot)}</small></p></html>\n`
  );
}
