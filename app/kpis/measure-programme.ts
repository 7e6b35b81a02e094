import { addPerson, noPeople } from '#core/outcomes/experiments/arm-sums.ts';
import { type SampleRatio, testSampleRatio } from '#core/outcomes/experiments/sample-ratio.ts';
import { type Answer, answer } from '#core/outcomes/questions/question.ts';
import { saltedShare } from '#core/plan/draw-arm.ts';
import type { PlanSummary } from '#core/plan/plan-summary.ts';
import type { PersonRow } from '#core/profiles/person-row.ts';

/** All campaigns together against the people who are held out from every one of them. */
export interface ProgrammeMeasure {
  /** From the first campaign's window until now, UTC epoch ms. */
  readonly fromMs: number;
  readonly asOfMs: number;
  readonly sampleRatio: SampleRatio;
  readonly answer: Answer;
}

const ALPHA = 0.05;

/**
 * What the whole programme did: orders per person since the first campaign, of everybody who was known before it, whether
 * any campaign ever considered them or not. Undefined where no campaign holds anybody out from all.
 */
export async function measureProgramme(
  summaries: readonly PlanSummary[],
  rows: AsyncIterable<PersonRow>,
  asOfMs: number,
): Promise<ProgrammeMeasure | undefined> {
  const shares = summaries.map(({ campaign }) => campaign.arms.programmeHoldoutShare);
  // Where campaigns name different shares, the people between them were held out from some only: they are left out.
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  if (summaries.length === 0 || least <= 0) return undefined;
  const fromMs = Math.min(...summaries.map(({ window }) => window.fromMs));
  const minimumEffect = Math.min(...summaries.map(({ campaign }) => campaign.metric.minimumDetectableEffect));
  let [sent, heldOut] = [noPeople, noPeople];
  for await (const { personId, profile } of rows) {
    const isKnown = profile.firstSeenAt !== undefined && Date.parse(profile.firstSeenAt) < fromMs;
    if (!isKnown || profile.isSuspectedBot) continue;
    const times = profile.orders.map(({ at }) => Date.parse(at));
    const during = times.filter((atMs) => atMs >= fromMs && atMs < asOfMs).length;
    const before = times.filter((atMs) => atMs < fromMs && atMs >= 2 * fromMs - asOfMs).length;
    const dice = saltedShare('programme', personId);
    if (dice < least) heldOut = addPerson(heldOut, during, before);
    else if (dice >= most) sent = addPerson(sent, during, before);
  }
  const both = least + 1 - most;
  const arms = [
    { count: heldOut.count, share: least / both },
    { count: sent.count, share: (1 - most) / both },
  ];
  const sampleRatio = testSampleRatio(arms);
  const names = { first: 'programme', second: 'programme_holdout' };
  return {
    fromMs,
    asOfMs,
    sampleRatio,
    answer: sampleRatio.isBroken
      ? { kind: 'no_answer', ...names, reason: 'sample_ratio_broken' }
      : answer(
          { name: names.first, sums: sent },
          { name: names.second, sums: heldOut },
          {
            alpha: ALPHA,
            comparisonCount: 1,
            minimumEffect,
            // It has no end.
            looks: { tightestAt: Math.max(1, sent.count + heldOut.count) },
          },
        ),
  };
}
