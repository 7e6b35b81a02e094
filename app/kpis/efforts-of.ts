import { type AppealPoint, minutesOf } from '#core/copy/appeal/appeal-point.ts';
import type { ApprovedCopy } from '#core/copy/approved-copy.ts';
import type { Effort } from '#core/outcomes/questions/who-does-what.ts';
import type { Campaign } from '#core/plan/campaign.ts';

/**
 * Who did which part of a campaign's words: one entry for each way of dividing the work that its arms drew. People are
 * those who spent time on an appeal point; whom nobody timed is not counted.
 */
export function effortsOf(
  { arms }: Pick<Campaign, 'arms'>,
  copies: readonly ApprovedCopy[],
  appeals: readonly AppealPoint[],
): readonly Effort[] {
  const divisions = new Map(
    arms.content.flatMap(({ appealAuthor, copyAuthor }) =>
      appealAuthor === undefined || copyAuthor === undefined
        ? []
        : [[`${appealAuthor}|${copyAuthor}`, { appealAuthor, copyAuthor }] as const],
    ),
  );
  return [...divisions.values()].map((division) => {
    const own = copies.filter(
      (copy) => copy.appealAuthor === division.appealAuthor && copy.copyAuthor === division.copyAuthor,
    );
    const appealIds = new Set(own.map(({ appealId }) => appealId));
    const used = appeals.filter(({ id }) => appealIds.has(id));
    const timed = used.filter(({ isSimulated }) => !isSimulated).flatMap(({ deeds }) => deeds);
    return {
      ...division,
      realAuthors: new Set(timed.filter(({ minutes }) => minutes > 0).map(({ by }) => by)).size,
      minutes: used.reduce((sum, appeal) => sum + minutesOf(appeal), 0),
      costMicros: 0,
      isSimulated: own.some(({ isSimulated }) => isSimulated),
    };
  });
}
