import { describe, expect, it } from '@jest/globals';
import { emptyDelivery } from '#core/profiles/delivery.ts';
import { compareSequence, openInbox } from '#core/profiles/inbox.ts';
import { sequenceOf } from '#tests/support/customer-event.ts';

const at = (index: number, shardId = 'shardId-000000000000') => ({
  shardId,
  sequenceNumber: sequenceOf(index),
});

describe('compareSequence', () => {
  it('tells numbers of 56 digits apart that are equal as JavaScript numbers', () => {
    const [left, right] = [sequenceOf(1), sequenceOf(2)];
    expect(Number(left)).toBe(Number(right));
    expect(compareSequence(left, right)).toBeLessThan(0);
  });

  it('compares as integers, not as text', () => {
    expect(compareSequence('9', '10')).toBeLessThan(0);
    expect(compareSequence('0010', '9')).toBeGreaterThan(0);
    expect(compareSequence('007', '7')).toBe(0);
  });
});

describe('an inbox', () => {
  it('knows every record at or below the mark of its shard, and none of another shard', () => {
    const inbox = openInbox(emptyDelivery);
    inbox.endRecord(at(5));
    const again = openInbox(inbox.close());
    expect([4, 5, 6].map((index) => again.knowsRecord(at(index)))).toEqual([true, true, false]);
    expect(again.knowsRecord(at(4, 'shardId-000000000001'))).toBe(false);
  });

  it('keeps the marks of the four shards seen last', () => {
    let delivery = emptyDelivery;
    for (const shard of ['a', 'b', 'c', 'd', 'a', 'e']) {
      const inbox = openInbox(delivery);
      inbox.endRecord(at(1, shard));
      delivery = inbox.close();
    }
    expect(delivery.shardMarks.map(({ shardId }) => shardId)).toEqual(['c', 'd', 'a', 'e']);
  });

  it('knows the last 64 message ids and forgets the one before them', () => {
    const inbox = openInbox(emptyDelivery);
    for (let index = 0; index <= 64; index += 1) inbox.accept(`m-${index}`);
    const again = openInbox(inbox.close());
    expect(again.knowsMessage('m-0')).toBe(false);
    expect(Array.from({ length: 64 }, (_, index) => again.knowsMessage(`m-${index + 1}`))).not.toContain(
      false,
    );
  });

  it('knows the rows of an import at or below its mark, of the four files imported last', () => {
    const inbox = openInbox(emptyDelivery);
    inbox.accept('import:first:9');
    for (const file of ['a', 'b', 'c']) inbox.accept(`import:${file}:3`);
    expect(inbox.knowsMessage('import:first:9')).toBe(true);
    inbox.accept('import:d:1');
    const again = openInbox(inbox.close());
    expect(again.knowsMessage('import:first:9')).toBe(false);
    expect([2, 3, 4].map((row) => again.knowsMessage(`import:a:${row}`))).toEqual([true, true, false]);
  });

  it('does not let an import flush the ring', () => {
    const inbox = openInbox(emptyDelivery);
    inbox.accept('m-1');
    for (let row = 1; row <= 500; row += 1) inbox.accept(`import:f:${row}`);
    expect(openInbox(inbox.close()).knowsMessage('m-1')).toBe(true);
  });

  it('takes what only looks like an import row for an ordinary message', () => {
    const inbox = openInbox(emptyDelivery);
    for (const id of ['import::1', 'import:f:0', 'import:f:x', `import:${'f'.repeat(65)}:1`])
      inbox.accept(id);
    expect(inbox.close().importMarks).toEqual([]);
    expect(inbox.close().messageRing).toHaveLength(4);
  });
});
