import { hash48 } from '#core/kernel/hash.ts';
import { type Campaign, type ContentArm, type Timing, timings } from './campaign.ts';

/** The arm of people who get nothing on purpose. */
export const HOLDOUT = 'holdout';

/** What the dice said for one person: always the same for the same campaign and person. */
export type Draw =
  | { readonly kind: 'held_out'; readonly by: 'programme_holdout' | 'campaign_holdout' }
  | SendingArm;

/** An arm whose people get messages. */
export interface SendingArm {
  readonly kind: 'arm';
  readonly timing: Timing;
  readonly content: ContentArm;
  /** `<timing>|<content>`. */
  readonly name: string;
  /** With which it was drawn, of all who are considered, (0, 1]. */
  readonly probability: number;
}

/** A number in [0, 1) that salt and person fix, and nothing else. */
export function saltedShare(salt: string, personId: string): number {
  return hash48(`${salt}\n${personId}`) / 2 ** 48;
}

/** Draws by salted hash: sticky, independent of order, each question with a salt of its own. */
export function drawArm(campaign: Pick<Campaign, 'id' | 'arms'>, personId: string): Draw {
  const { id, arms } = campaign;
  // The programme's holdout is the same people in every campaign.
  if (saltedShare('programme', personId) < arms.programmeHoldoutShare)
    return { kind: 'held_out', by: 'programme_holdout' };
  if (saltedShare(`${id}/holdout`, personId) < arms.holdoutShare)
    return { kind: 'held_out', by: 'campaign_holdout' };
  return drawSendingArm(campaign, personId);
}

/** The arm that a person is in, or would be in if they were not held out: each question has a salt of its own. */
export function drawSendingArm({ id, arms }: Pick<Campaign, 'id' | 'arms'>, personId: string): SendingArm {
  const timing = pick(timings, (one) => arms.timing[one], saltedShare(`${id}/timing`, personId));
  const content = pick(arms.content, ({ share }) => share, saltedShare(`${id}/content`, personId));
  const sent = (1 - arms.programmeHoldoutShare) * (1 - arms.holdoutShare);
  return {
    kind: 'arm',
    timing,
    content,
    name: `${timing}|${content.name}`,
    probability: sent * arms.timing[timing] * content.share,
  };
}

/** Which of a random-time person's allowed hours: the draw, before anybody knows what is full. */
export function drawCell(campaignId: string, personId: string, cells: readonly number[]): number {
  return cells[Math.floor(saltedShare(`${campaignId}/hour`, personId) * cells.length)]!;
}

function pick<One>(list: readonly One[], shareOf: (one: One) => number, dice: number): One {
  let upTo = 0;
  for (const one of list) {
    upTo += shareOf(one);
    if (dice < upTo) return one;
  }
  // Shares of floats may add up to a little less than 1.
  return list.findLast((one) => shareOf(one) > 0)!;
}
