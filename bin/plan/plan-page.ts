import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { Out } from '../out.ts';
import { planTables } from './plan-words.ts';

const BAR_WIDTH = 40;

/** A plan for people: tables, and a bar for each local hour and channel. */
export function printPlan(hash: string, summary: PlanSummary, out: Out): void {
  for (const { title, header, rows, mostOnTerminal = rows.length } of planTables(summary, out.language)) {
    out.line();
    out.line(title);
    out.table(header, rows.slice(0, mostOnTerminal));
    const left = rows.length - mostOnTerminal;
    if (left > 0)
      out.line(
        out.say({
          en: `… ${left} more: --html shows all`,
          ko: `… ${left}개 더 있습니다. --html 에 모두 나옵니다`,
        }),
      );
  }
  for (const [channel, hours] of Object.entries(summary.localHours)) {
    const most = Math.max(1, ...hours);
    out.line();
    out.line(`${channel}: ${out.say({ en: 'messages by local hour', ko: '현지 시각별 건수' })}`);
    out.table(
      ['', '', ''],
      hours.flatMap((count, hour) =>
        count === 0
          ? []
          : [
              [
                `${String(hour).padStart(2, '0')}:00`,
                count,
                '█'.repeat(Math.ceil((count / most) * BAR_WIDTH)),
              ],
            ],
      ),
    );
  }
  out.line();
  out.line(`${out.say({ en: 'plan', ko: '계획' })} ${hash}`);
}
