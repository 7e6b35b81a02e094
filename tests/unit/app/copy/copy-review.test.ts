import { describe, expect, it } from '@jest/globals';
import type { CopyDesk } from '#app/copy/copy-desk.ts';
import { createCopyReview } from '#app/copy/copy-review.ts';
import type { CopySet } from '#core/copy/variants/copy-set.ts';
import { copyStores } from '../../../support/copy/copy-fixtures.ts';

/** A waiting room over a desk of two sets, with what was told to whom. */
function openRoom(setIds: readonly string[] = ['c-1', 'c-2']) {
  const status = new Map<string, CopySet['status']>(setIds.map((id) => [id, 'waiting']));
  const reminded: string[] = [];
  const answered: [string, unknown][] = [];
  const copies: Pick<CopyDesk, 'list' | 'remind' | 'lapse'> = {
    async *list() {
      for (const [id, now] of status) yield { id, status: now } as CopySet;
    },
    async remind(id) {
      reminded.push(id);
      return { id } as CopySet;
    },
    async lapse(id) {
      status.set(id, 'lapsed');
      return { id } as CopySet;
    },
  };
  const review = createCopyReview({
    documents: copyStores().documents,
    copies: copies as CopyDesk,
    tokens: {
      succeed: async (token, output) => {
        answered.push([token, output]);
        return true;
      },
    },
  });
  return { review, reminded, answered, status, decide: (id: string) => status.set(id, 'decided') };
}

describe('a review that waits for people', () => {
  it('goes on when the last of its sets is closed, not before', async () => {
    const { review, answered, decide } = openRoom();
    expect(await review.ask('run', 't1')).toEqual({ setCount: 2 });
    decide('c-1');
    await review.answer();
    expect(answered).toEqual([]);
    decide('c-2');
    await review.answer();
    expect(answered).toEqual([['t1', { decided: 2 }]]);
  });

  it('reminds of what is undecided at half of its time, and waits on with the new token', async () => {
    const { review, reminded, answered, decide } = openRoom();
    await review.ask('run', 't1');
    decide('c-1');
    expect(await review.remind('run', 't2')).toEqual({ setCount: 1 });
    expect(reminded).toEqual(['c-2']);
    decide('c-2');
    await review.answer();
    expect(answered.map(([token]) => token)).toEqual(['t2']);
  });

  it('does not remind of sets that another run laid down later', async () => {
    const { review, reminded, status } = openRoom(['c-1']);
    await review.ask('run', 't1');
    status.set('c-9', 'waiting');
    await review.remind('run', 't2');
    expect(reminded).toEqual(['c-1']);
  });

  it('goes on at once when the last set was closed between the two halves', async () => {
    const { review, reminded, answered, decide } = openRoom(['c-1']);
    await review.ask('run', 't1');
    decide('c-1');
    expect(await review.remind('run', 't2')).toEqual({ setCount: 0 });
    expect([reminded, answered.map(([token]) => token)]).toEqual([[], ['t2']]);
  });

  it('asked or reminded again by a retry, waits once, with the later token', async () => {
    const { review, answered, decide } = openRoom(['c-1']);
    await review.ask('run', 't1');
    await review.ask('run', 't2');
    await review.remind('run', 't3');
    await review.remind('run', 't4');
    decide('c-1');
    await review.answer();
    await review.answer();
    expect(answered.map(([token]) => token)).toEqual(['t4']);
  });

  it('lets lapse only what nobody decided', async () => {
    const { review, status, decide } = openRoom();
    await review.ask('run', 't1');
    decide('c-1');
    await review.remind('run', 't2');
    expect(await review.lapse('run')).toEqual({ lapsedCount: 1 });
    expect([...status.values()]).toEqual(['decided', 'lapsed']);
  });
});
