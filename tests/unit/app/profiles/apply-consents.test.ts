import { beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryTable } from '#adapters/memory/memory-table.ts';
import { createTableLedgerStore } from '#adapters/node/table-ledger-store.ts';
import { createTablePersonStore } from '#adapters/node/table-person-store.ts';
import { createApplyConsents } from '#app/profiles/apply-consents.ts';
import { createLoadLedgers } from '#app/profiles/find-ledger.ts';
import { createImportConsents } from '#app/profiles/import-consents.ts';
import { createMergePersons } from '#app/profiles/merge-persons.ts';
import type { MergePorts } from '#app/profiles/settle-merges.ts';
import { tables } from '#contracts/tables.ts';
import type { CustomerEvent } from '#core/events/customer-event.ts';
import { isGranted } from '#core/profiles/ledger.ts';
import { eventOf } from '../../core/events/quality/event-of.ts';

let ports: MergePorts;
beforeEach(() => {
  ports = {
    ledgers: createTableLedgerStore(createMemoryTable(tables.ledger)),
    persons: createTablePersonStore(createMemoryTable(tables.person)),
  };
});
const changed = (
  customerKey: string,
  granted: boolean | string,
  atMs: number,
  channel?: string,
): CustomerEvent =>
  eventOf({
    customerKey,
    name: 'Consent Changed',
    atMs,
    properties: {
      purpose: 'marketing',
      channel,
      granted,
      basis: 'opt_in',
      text_version: 'v1',
    },
  });
const apply = (...events: Parameters<ReturnType<typeof createApplyConsents>['fromEvents']>[0]) =>
  createApplyConsents(ports).fromEvents(events);
const mayPush = async (customerKey: string, atMs: number, channel = 'push') => {
  const ledger = (await createLoadLedgers(ports)([customerKey])).get(customerKey);
  return ledger !== undefined && isGranted(ledger, { purpose: 'marketing', channel, atMs });
};

describe('applyConsents', () => {
  it('lets the newest statement decide, and the refusal at equal times, whatever the order', async () => {
    await apply(changed('u', true, 5, 'push'), changed('u', false, 5, 'push'), changed('u', true, 3, 'push'));
    expect([await mayPush('u', 3), await mayPush('u', 5), await mayPush('u', 2)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('takes an unsubscription and a complaint as a refusal of e-mail, and of nothing else', async () => {
    await apply(changed('u', true, 1, 'email'), changed('u', true, 1, 'push'));
    await apply(eventOf({ customerKey: 'u', name: 'Unsubscribed', atMs: 2 }));
    expect([await mayPush('u', 2, 'email'), await mayPush('u', 2, 'push')]).toEqual([false, true]);
    await apply(
      changed('u', true, 3, 'email'),
      eventOf({ customerKey: 'u', name: 'Email Marked as Spam', atMs: 4 }),
    );
    expect(await mayPush('u', 4, 'email')).toBe(false);
  });

  it('counts what cannot be read and changes nothing by it', async () => {
    const applied = await apply(changed('u', 'yes', 1, 'push'), changed('u', true, 1, 'pigeon'));
    expect(applied).toEqual({
      changedCount: 0,
      unreadable: new Map([
        ['granted', 1],
        ['channel', 1],
      ]),
    });
  });

  it('writes nothing when statements come again', async () => {
    expect((await apply(changed('u', true, 1, 'push'))).changedCount).toBe(1);
    expect((await apply(changed('u', true, 1, 'push'))).changedCount).toBe(0);
  });

  it('keeps a refusal whose wording is too long to keep', async () => {
    const event = changed('u', false, 2, 'push');
    await apply(changed('u', true, 1, 'push'), {
      ...event,
      properties: { ...event.properties, text_version: '개인정보 수집·이용 동의 2026년 11월 개정판' },
    });
    expect(await mayPush('u', 2)).toBe(false);
  });

  it('writes what a merged key says to its person, for all its keys', async () => {
    const merge = createMergePersons({ ...ports, clock: { nowMs: () => 10 } });
    await merge({ keys: ['a', 'b'], evidence: { kind: 'manual', note: 'test' } });
    const ledger = await createApplyConsents(ports).fromCustomer('b', [changed('b', true, 11, 'push')]);
    expect(ledger).toMatchObject({ personId: 'a', consents: [{ saidBy: 'b', heldBy: ['a', 'b'] }] });
    expect([await mayPush('a', 11), await mayPush('b', 11)]).toEqual([true, true]);
  });
});

describe('importConsents', () => {
  const row = {
    customerKey: 'u',
    purpose: 'marketing',
    channel: 'sms',
    granted: true,
    basis: '',
    textVersion: '',
  };

  it('applies rows, names those that it refuses, and changes nothing the second time', async () => {
    const importConsents = createImportConsents({ applyConsents: createApplyConsents(ports) });
    const rows = [
      { ...row, row: 1, atMs: 1 },
      { ...row, row: 2, atMs: 2, purpose: 'profit' },
      { ...row, row: 3, atMs: 3, channel: 'fax' },
      { ...row, row: 4, atMs: 4, customerKey: 'v' },
    ];
    const refused = [
      { row: 2, column: 'purpose' },
      { row: 3, column: 'channel' },
    ];
    expect(await importConsents(rows)).toEqual({ acceptedCount: 2, changedCount: 2, refused });
    expect(await importConsents(rows)).toEqual({ acceptedCount: 2, changedCount: 0, refused });
    expect(await mayPush('v', 4, 'sms')).toBe(true);
  });
});
