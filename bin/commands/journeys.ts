import { REPORT_WORDS } from '#app/kpis/report-words.ts';
import { JOURNEY_DAYS, type JourneyStep } from '#core/kpis/journeys.ts';
import type { Stage } from '#core/models/predictions.ts';
import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import type { Said } from '../said.ts';
import { service } from '../service.ts';

const STEPS: Readonly<Record<JourneyStep, Said>> = {
  online: { en: 'online', ko: '온라인' },
  store: { en: 'store', ko: '매장' },
  till: { en: 'till', ko: '매장 구매' },
  online_order: { en: 'online order', ko: '온라인 구매' },
};
const STAGES: Readonly<Record<Stage | 'none', Said>> = {
  high_intent: { en: 'high intent', ko: '고의향군' },
  interest_expansion: { en: 'interest expansion', ko: '관심 확장군' },
  interest_keeping: { en: 'interest keeping', ko: '관심 단계 유지군' },
  loyal: { en: 'loyal', ko: '충성고객군' },
  none: { en: 'none yet', ko: '아직 없음' },
};
const NOWHERE: Said = { en: '(nothing)', ko: '(없음)' };

/** `kairos journeys`: in which order people of each segment touch online, store and till. */
export const journeys: Command = {
  name: 'journeys',
  summary: {
    en: 'paths from online to store to till, by segment',
    ko: '고객군별 온라인 → 매장 → 구매 경로',
  },
  usage: 'journeys',
  options: CONNECTION_OPTIONS,
  notes: {
    en: `What each person touched first, second, … within ${JOURNEY_DAYS} days; online is counted by the week and stands first within it. Paths of fewer than ten people are hidden.`,
    ko: `최근 ${JOURNEY_DAYS}일 동안 처음 닿은 순서입니다. 온라인은 주 단위이며 같은 주에서는 먼저로 봅니다. 10명 미만인 경로는 숨깁니다.`,
  },
  needs: ['reportDesk'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(journeys, argv, 0);
    const desk = await service(context, 'reportDesk')(await connect(args, context.env));
    const found = await desk.journeys();
    out.result(found, () => {
      const header = { en: ['segment', 'path', 'people', 'share'], ko: ['고객군', '경로', '인원', '비율'] };
      if (found.isSimulated) out.line(REPORT_WORDS[out.language].simulated);
      out.table(
        header[out.language],
        found.journeys.map(({ stage, steps, people, share }) => [
          out.say(STAGES[stage]),
          steps.map((step) => out.say(STEPS[step])).join(' → ') || out.say(NOWHERE),
          people,
          `${(100 * share).toFixed(1)} %`,
        ]),
      );
      if (found.hiddenCount > 0)
        out.line(
          out.say({
            en: `${found.hiddenCount} paths of fewer than ten people are hidden.`,
            ko: `10명 미만인 경로 ${found.hiddenCount}개는 숨깁니다.`,
          }),
        );
    });
    return 0;
  },
};
