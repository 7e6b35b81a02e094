import { escaped } from '#app/models/backtest/charts.ts';

const WIDTH = 420;
const LABEL = 150;
const ROW = 24;

/** One estimate with its interval; bounds that are not known are not drawn. */
export interface IntervalMark {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Estimates under each other around the line of no difference. */
export function intervalChart(marks: readonly IntervalMark[], axis: string): string {
  const bounds = marks.flatMap(({ value, low, high }) => [value, low, high]).filter(Number.isFinite);
  const most = Math.max(1e-9, ...bounds.map(Math.abs));
  const middle = LABEL + (WIDTH - LABEL) / 2;
  const x = (value: number): string => (middle + (value / most) * ((WIDTH - LABEL) / 2 - 10)).toFixed(1);
  const height = marks.length * ROW + 30;
  const rows = marks.map(({ label, value, low, high }, index) => {
    const y = index * ROW + 16;
    const isKnown = Number.isFinite(low) && Number.isFinite(high);
    const bar = isKnown
      ? `<line class="ours" stroke-width="3" x1="${x(low)}" y1="${y}" x2="${x(high)}" y2="${y}"/>`
      : '';
    return `<text x="${LABEL - 6}" y="${y + 4}" text-anchor="end">${escaped(label)}</text>${bar}<circle class="ours" cx="${x(value)}" cy="${y}" r="4"/>`;
  });
  const zero = `<line class="grid" x1="${middle}" y1="0" x2="${middle}" y2="${height - 20}"/>`;
  const name = `<text x="${middle}" y="${height - 4}" text-anchor="middle">${escaped(axis)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img">${zero}${rows.join('')}${name}</svg>`;
}

/** Shares by name as bars. */
export function barChart(
  bars: readonly { readonly label: string; readonly share: number }[],
  axis: string,
): string {
  const most = Math.max(1e-9, ...bars.map(({ share }) => share));
  const height = bars.length * ROW + 30;
  const rows = bars.map(({ label, share }, index) => {
    const y = index * ROW + 4;
    const width = ((share / most) * (WIDTH - LABEL - 60)).toFixed(1);
    return `<text x="${LABEL - 6}" y="${y + 14}" text-anchor="end">${escaped(label)}</text><rect class="actual" x="${LABEL}" y="${y}" width="${width}" height="${ROW - 6}"/><text x="${WIDTH - 4}" y="${y + 14}" text-anchor="end">${(100 * share).toFixed(1)} %</text>`;
  });
  const name = `<text x="${LABEL}" y="${height - 4}">${escaped(axis)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img">${rows.join('')}${name}</svg>`;
}
