import { describe, expect, it } from '@jest/globals';
import { closeAccount } from '#bin/demo/close-accounts.ts';
import type { Receipt, ReceiptStatus } from '#core/delivery/receipt.ts';
import { plannedMessage } from '../../../support/planned-message.ts';

const receipt = (personId: string, status: ReceiptStatus, reason = ''): Receipt => ({
  message: plannedMessage({ personId }),
  status,
  reason,
  atMs: 0,
  sendInstantMs: undefined,
  costMicros: 0,
  providerId: '',
});
const keyOf = (personId: string): string => plannedMessage({ personId }).messageKey;

const receipts = [
  receipt('a', 'accepted'),
  receipt('b', 'suppressed', 'no_address'),
  receipt('c', 'unknown', 'server_error'),
  receipt('d', 'failed', 'dead_address'),
];
const givenKeys = ['a', 'c', 'd'].map(keyOf);

describe('closeAccount', () => {
  it('closes where plan, receipts and outbox agree', () => {
    expect(closeAccount('c1', { planned: 4, receipts, givenKeys })).toEqual({
      campaignId: 'c1',
      planned: 4,
      receipts: { accepted: 1, suppressed: 1, failed: 1, unknown: 1 },
      reasons: { no_address: 1, server_error: 1, dead_address: 1 },
      given: 3,
      faults: [],
    });
  });

  it('names what does not agree', () => {
    const faultsOf = (over: Partial<Parameters<typeof closeAccount>[1]>) =>
      closeAccount('c1', { planned: 4, receipts, givenKeys, ...over }).faults;
    expect(faultsOf({ planned: 5 })).toEqual(['4 receipts of 5 planned']);
    expect(faultsOf({ givenKeys: [...givenKeys, keyOf('a')] })).toEqual(['1 given twice']);
    expect(faultsOf({ givenKeys: givenKeys.slice(1) })).toEqual(['accepted, but not in the outbox']);
    expect(faultsOf({ givenKeys: [...givenKeys, keyOf('b')] })).toEqual(['suppressed, but in the outbox']);
    expect(faultsOf({ givenKeys: [...givenKeys, 'c1/once/z'] })).toEqual(['in the outbox without a receipt']);
  });
});
