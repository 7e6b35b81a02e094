import type { LiftPoint, RecallPoint, WeekPoint } from '#app/models/backtest/report.ts';
import type { CalibrationBin } from '#core/models/evaluation/probability-metrics.ts';

const WIDTH = 420;
const HEIGHT = 260;
const LEFT = 48;
const BOTTOM = 36;
const TOP = 10;

/** Names of a chart's axes. */
export interface Axes {
  readonly x: string;
  readonly y: string;
}

interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function scaleTo(mostX: number, mostY: number): Scale {
  return {
    x: (value) => LEFT + (value / mostX) * (WIDTH - LEFT - 10),
    y: (value) => HEIGHT - BOTTOM - (value / mostY) * (HEIGHT - BOTTOM - TOP),
  };
}

const digits = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(2));

/** Text that cannot be read as markup. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function framed(axes: Axes, most: { readonly x: number; readonly y: number }, marks: string): string {
  const scale = scaleTo(most.x, most.y);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const x = scale.x(share * most.x);
    const y = scale.y(share * most.y);
    return (
      `<line class="grid" x1="${LEFT}" y1="${y}" x2="${WIDTH - 10}" y2="${y}"/>` +
      `<text x="${LEFT - 4}" y="${y + 4}" text-anchor="end">${digits(share * most.y)}</text>` +
      `<text x="${x}" y="${HEIGHT - BOTTOM + 14}" text-anchor="middle">${digits(share * most.x)}</text>`
    );
  });
  const names =
    `<text x="${WIDTH / 2}" y="${HEIGHT - 4}" text-anchor="middle">${escaped(axes.x)}</text>` +
    `<text x="12" y="${HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 12 ${HEIGHT / 2})">${escaped(axes.y)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img">${ticks.join('')}${marks}${names}</svg>`;
}

function line(points: readonly (readonly [number, number])[], scale: Scale, kind: string): string {
  const path = points.map(([x, y]) => `${scale.x(x).toFixed(1)},${scale.y(y).toFixed(1)}`).join(' ');
  return `<polyline class="${kind}" points="${path}"/>`;
}

const dots = (points: readonly (readonly [number, number])[], scale: Scale): string =>
  points
    .map(
      ([x, y]) => `<circle class="ours" cx="${scale.x(x).toFixed(1)}" cy="${scale.y(y).toFixed(1)}" r="3"/>`,
    )
    .join('');

/** Forecast against what happened; on the diagonal is right. */
export function calibrationChart(bins: readonly CalibrationBin[], axes: Axes): string {
  const most = Math.max(...bins.flatMap(({ forecast, observed }) => [forecast, observed]), 0.01);
  const scale = scaleTo(most, most);
  const points = bins.map(({ forecast, observed }) => [forecast, observed] as const);
  const diagonal = line(
    [
      [0, 0],
      [most, most],
    ],
    scale,
    'naive',
  );
  return framed(axes, { x: most, y: most }, diagonal + line(points, scale, 'ours') + dots(points, scale));
}

/** Share of buyers found among the best-scored; the diagonal is chance. */
export function liftChart(points: readonly LiftPoint[], axes: Axes): string {
  const scale = scaleTo(1, 1);
  const curve = points.map(({ contacted, found }) => [contacted, found] as const);
  return framed(
    axes,
    { x: 1, y: 1 },
    line(
      [
        [0, 0],
        [1, 1],
      ],
      scale,
      'naive',
    ) + line(curve, scale, 'ours'),
  );
}

/** Actual orders as bars, expected as a line. */
export function weeksChart(weeks: readonly WeekPoint[], axes: Axes): string {
  const mostY = Math.max(1, ...weeks.flatMap(({ expected, actual }) => [expected, actual]));
  const most = { x: weeks.length + 1, y: mostY };
  const scale = scaleTo(most.x, most.y);
  const half = (scale.x(1) - scale.x(0)) * 0.35;
  const bars = weeks.map(({ week, actual }) => {
    const top = scale.y(actual);
    const height = HEIGHT - BOTTOM - top;
    return `<rect class="actual" x="${scale.x(week) - half}" y="${top}" width="${2 * half}" height="${height}"/>`;
  });
  const expected = weeks.map(({ week, expected: orders }) => [week, orders] as const);
  return framed(axes, most, bars.join('') + line(expected, scale, 'ours'));
}

/** Recall of ours and of the naive rule, by the number of products shown. */
export function recallChart(points: readonly RecallPoint[], axes: Axes): string {
  const most = { x: 20, y: Math.max(0.01, ...points.flatMap(({ kairos, naive }) => [kairos, naive])) };
  const scale = scaleTo(most.x, most.y);
  const ours = line(
    points.map(({ k, kairos }) => [k, kairos] as const),
    scale,
    'ours',
  );
  return framed(
    axes,
    most,
    line(
      points.map(({ k, naive }) => [k, naive] as const),
      scale,
      'naive',
    ) + ours,
  );
}

/** One cell an hour, darker where the share (0-1) is larger; 24 cells a row, each row with its name. */
export function heatChart(heat: readonly number[], rows: readonly string[]): string {
  const cells = heat.map((share, hour) => {
    const x = 40 + (hour % 24) * 15;
    const y = 4 + Math.floor(hour / 24) * 22;
    return `<rect class="heat" x="${x}" y="${y}" width="14" height="21" fill-opacity="${share.toFixed(3)}"/>`;
  });
  const names = rows.map(
    (row, i) => `<text x="34" y="${19 + i * 22}" text-anchor="end">${escaped(row)}</text>`,
  );
  const bottom = 22 * rows.length;
  const hours = [0, 6, 12, 18, 23].map(
    (h) => `<text x="${47 + h * 15}" y="${bottom + 18}" text-anchor="middle">${h}</text>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${bottom + 24}" role="img">${cells.join('')}${names.join('')}${hours.join('')}</svg>`;
}
