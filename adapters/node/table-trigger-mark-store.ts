import { versionIs } from '#app/ports/condition.ts';
import type { Table } from '#app/ports/table.ts';
import type { TriggerMarkStore } from '#app/ports/trigger-mark-store.ts';
import type { TriggerMarks } from '#core/delivery/triggers/trigger-marks.ts';
import { noMarks } from '#core/delivery/triggers/trigger-marks.ts';
import { DomainError } from '#core/kernel/errors.ts';

const KEPT_SECONDS = 32 * 86_400;

/** Marks as a further part of the profile table, so that erasing a profile erases them: `marks` is JSON text. */
export function createTableTriggerMarkStore(table: Table): TriggerMarkStore {
  return {
    async load(customerKeys) {
      const items = await table.get(customerKeys.map((customerKey) => ({ customerKey, part: 'triggers' })));
      const stored = new Map(
        items.map(({ customerKey, version, marks }) => {
          if (typeof version !== 'number' || typeof marks !== 'string')
            throw new DomainError('stored trigger marks are not whole');
          return [customerKey, { value: JSON.parse(marks) as TriggerMarks, version }];
        }),
      );
      return new Map(customerKeys.map((key) => [key, stored.get(key) ?? { value: noMarks, version: 0 }]));
    },
    save: (customerKey, expectedVersion, next, nowMs) =>
      table.put(
        {
          customerKey,
          part: 'triggers',
          version: expectedVersion + 1,
          marks: JSON.stringify(next),
          expiresAt: Math.floor(nowMs / 1000) + KEPT_SECONDS,
        },
        versionIs(expectedVersion),
      ),
  };
}
