import { describe, expect, it } from '@jest/globals';
import { createUsageTally } from '#core/cost/meter/usage-tally.ts';

const WRITES = { service: 'AmazonDynamoDB', unit: 'write-request-unit', quantity: 7 };
const tally = () => createUsageTally({ region: 'r', stage: 'delivery' });
const short = ({ tags, quantity }: { tags: object; quantity: bigint }) => [tags, Number(quantity)];

describe('createUsageTally', () => {
  it('splits what a run used for all over those whom it served, and loses nothing', () => {
    const own = tally();
    own.serve({ campaign: 'a', arm: 'x' }, 2);
    own.serve({ campaign: 'b' });
    own.count(WRITES);
    own.endRun();
    expect(own.take().map(short)).toEqual([
      [{ stage: 'delivery', campaign: 'a', arm: 'x' }, 5],
      [{ stage: 'delivery', campaign: 'b' }, 2],
    ]);
    expect(own.take()).toEqual([]);
  });

  it('leaves to nobody in particular what a run used that served nobody', () => {
    const own = tally();
    own.count(WRITES);
    own.endRun();
    own.serve({ campaign: 'a' });
    own.endRun();
    expect(own.take().map(short)).toEqual([[{ stage: 'delivery' }, 7]]);
  });

  it('gives units with a campaign to that campaign alone', () => {
    const own = tally();
    own.serve({ campaign: 'a' });
    own.count({ ...WRITES, quantity: 1 }, { campaign: 'b', stage: 'copy' });
    own.endRun();
    expect(own.take().map(short)).toEqual([[{ stage: 'copy', campaign: 'b' }, 1]]);
  });
});
