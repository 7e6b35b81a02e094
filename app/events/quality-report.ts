import type { Clock } from '#app/ports/clock.ts';
import type { SourceStore } from '#app/ports/source-store.ts';
import { judgeCadence } from '#core/events/quality/cadence.ts';
import { addCounts, type Counts } from '#core/events/quality/counts.ts';
import { type QualitySentence, qualitySentence } from '#core/events/quality/quality-sentence.ts';
import { DAYS_KEPT, type SourceStats } from '#core/events/quality/source-stats.ts';
import { medianOf, sizeOf } from '#core/events/quality/spread.ts';
import { DAY_MS } from '#core/kernel/time.ts';
import { alarmOf, loadSources, type SourceAlarm } from './watch-sources.ts';

/** One line of the report: how often a rule found something at a source within the last 14 days. */
export interface QualityRow {
  readonly source: string;
  readonly rule: string;
  readonly count: number;
  /** Per event of the source in these days; for duplicates, per message that came. One event may show several. */
  readonly perEvent: number;
  readonly sentence: QualitySentence;
}

/** One source as a whole. */
export interface SourceSummary {
  readonly source: string;
  /** `learning` in its first week. */
  readonly state: 'learning' | 'regular' | 'silent' | 'lagging';
  /** Events of the last 14 days. */
  readonly eventCount: number;
  readonly lastReceivedMs: number | undefined;
  /** The usual size of each measure: `amount:KRW`, `dwell` (s), `rate` (events per customer and batch). */
  readonly usual: readonly { readonly measure: string; readonly median: number; readonly count: number }[];
}

/** What `kairos quality` shows. */
export interface QualityReport {
  readonly sources: readonly SourceSummary[];
  /** Most frequent first. */
  readonly rows: readonly QualityRow[];
  readonly alarms: readonly (SourceAlarm & { readonly sentence: QualitySentence })[];
}

/** Reports on every source. */
export type ReportQuality = () => Promise<QualityReport>;

/** Reports from this store. */
export function createReportQuality(ports: {
  readonly sources: SourceStore;
  readonly clock: Clock;
}): ReportQuality {
  return async () => {
    const nowMs = ports.clock.nowMs();
    const sources = await loadSources(ports.sources);
    const rows = [...sources].flatMap(([source, stats]) => rowsOf(source, recentCounts(stats, nowMs)));
    return {
      sources: [...sources].map(([source, stats]) => summaryOf(source, stats, nowMs)),
      rows: rows.sort((a, b) => b.count - a.count || (a.source + a.rule < b.source + b.rule ? -1 : 1)),
      alarms: [...sources].flatMap(([source, stats]) => {
        const alarm = alarmOf(source, stats, nowMs);
        return alarm === undefined ? [] : [{ ...alarm, sentence: qualitySentence(alarm.rule) }];
      }),
    };
  };
}

function recentCounts({ days }: SourceStats, nowMs: number): Counts {
  const oldest = Math.floor(nowMs / DAY_MS) - DAYS_KEPT;
  const recent = Object.entries(days).filter(([day]) => Number(day) > oldest);
  return recent.reduce<Counts>((sum, [, rules]) => addCounts(sum, rules), {});
}

function rowsOf(source: string, counts: Counts): QualityRow[] {
  const events = counts['event'] ?? 0;
  return Object.entries(counts).flatMap(([rule, count]) => {
    if (rule === 'event') return [];
    const all = rule === 'duplicate' ? events + count : events;
    return [{ source, rule, count, perEvent: all === 0 ? 0 : count / all, sentence: qualitySentence(rule) }];
  });
}

function summaryOf(source: string, stats: SourceStats, nowMs: number): SourceSummary {
  const { cadence, spreads } = stats;
  const usual = Object.entries(spreads).flatMap(([measure, spread]) => {
    const median = medianOf(spread);
    return median === undefined ? [] : [{ measure, median, count: sizeOf(spread) }];
  });
  return {
    source,
    state: cadence === undefined ? 'learning' : judgeCadence(cadence, nowMs).kind,
    eventCount: recentCounts(stats, nowMs)['event'] ?? 0,
    lastReceivedMs: cadence?.lastReceivedMs,
    usual,
  };
}
