import { describe, expect, it } from '@jest/globals';
import { SEND_BARS } from '#core/delivery/judge-send.ts';
import { deliveryReasons, deliverySentence, statusOfReason } from '#core/delivery/reasons.ts';

const names = Object.keys(deliveryReasons) as (keyof typeof deliveryReasons)[];

describe('reasons', () => {
  it('have each a sentence of its own in Korean and in English', () => {
    for (const name of names) {
      const { ko, en } = deliverySentence(name);
      expect([name, ko]).toEqual([name, expect.stringMatching(/[가-힣].*\.$/)]);
      expect([name, en]).toEqual([name, expect.stringMatching(/^[A-Z][^가-힣]*\.$/)]);
    }
    expect(new Set(names.map((name) => deliverySentence(name).ko)).size).toBe(names.length);
  });

  it('cover everything that can stand in the way of a send', () => {
    for (const bar of SEND_BARS) expect([bar, statusOfReason(bar)]).toEqual([bar, 'suppressed']);
  });

  it('tell what surely was not sent from what may have been', () => {
    expect([statusOfReason('no_answer'), statusOfReason('dead_address'), statusOfReason('?')]).toEqual([
      'unknown',
      'failed',
      'suppressed',
    ]);
  });
});
