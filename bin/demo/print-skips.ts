import { triggerSkips } from '#core/delivery/triggers/trigger-skips.ts';
import type { Out } from '../out.ts';

/** Occasions that started no message, by reason, most frequent first. @param metrics what `start-triggers` counted. */
export function printSkips(metrics: Readonly<Record<string, number>>, out: Out): void {
  const rows = Object.entries(triggerSkips)
    .map(([reason, said]) => ({ count: metrics[`DeliveryTriggersSkippedByReason{reason=${reason}}`], said }))
    .filter((row): row is typeof row & { count: number } => row.count !== undefined)
    .sort((a, b) => b.count - a.count);
  if (rows.length === 0) return;
  out.line();
  out.table(
    [
      out.say({ en: 'no message', ko: '발송 안 함' }),
      out.say({ en: 'why a trigger let an event go', ko: '트리거가 이벤트에 반응하지 않은 이유' }),
    ],
    rows.map(({ count, said }) => [count, out.say(said)]),
  );
}
