import type { QuestionId } from '#app/kpis/campaign-report.ts';
import { mentions } from '#app/kpis/learnings.ts';
import { pairName, per100, verdictOf } from '#app/kpis/question-sections.ts';
import { REPORT_WORDS } from '#app/kpis/report-words.ts';
import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import type { Said } from '../said.ts';
import { service } from '../service.ts';

const MOST_WORDS = 20;

/** What a test was about, in a word. */
const ABOUT: Readonly<Record<QuestionId, Said>> = {
  holdout: { en: 'sending', ko: '발송' },
  order_holdout: { en: 'sending, orders', ko: '발송(주문)' },
  net_holdout: { en: 'sending, net', ko: '발송(취소 제외)' },
  store_visits: { en: 'store visits', ko: '매장 방문' },
  timing: { en: 'hour', ko: '시각' },
  empathy: { en: 'words', ko: '문구' },
  coupon: { en: 'coupon', ko: '쿠폰' },
  product: { en: 'product', ko: '상품' },
  channel: { en: 'channel', ko: '채널' },
  frequency: { en: 'frequency', ko: '발송 빈도' },
  regional: { en: 'stores held out', ko: '매장 제외' },
};

/** `kairos learnings`: every test that was ever read, with its honest verdict. */
export const learnings: Command = {
  name: 'learnings',
  summary: {
    en: 'every test ever read, with its honest verdict',
    ko: '지금까지의 모든 실험과 정직한 판정',
  },
  usage: 'learnings [WORD…]',
  options: CONNECTION_OPTIONS,
  notes: {
    en: 'Tests are taken from the reports that were made; words narrow them down: a campaign, a persona, a verdict.',
    ko: '만들어진 보고서의 실험입니다. 단어(캠페인, 페르소나, 판정)로 좁힐 수 있습니다.',
  },
  examples: ['kairos learnings', 'kairos learnings empathy better'],
  needs: ['reportDesk'],

  async run(argv, context) {
    const { out, language, env } = context;
    const args = readArguments(learnings, argv, MOST_WORDS);
    const words = REPORT_WORDS[language];
    const desk = await service(context, 'reportDesk')(await connect(args, env));
    const found = (await desk.learnings()).filter((one) =>
      mentions(one, `${words.questions[one.id]} ${verdictOf(one.answer, words)}`, args.positionals),
    );
    out.result({ learnings: found }, () => {
      if (found.length === 0)
        return out.line(out.say({ en: 'No test was read yet.', ko: '아직 읽은 실험이 없습니다.' }));
      const header = {
        en: ['until', 'campaign', 'about', 'groups', 'per 100', 'verdict'],
        ko: ['기준일', '캠페인', '무엇을', '그룹', '100명당', '판정'],
      };
      const mark = out.say({ en: 'simulated: ', ko: '시뮬레이션: ' });
      const isAllSimulated = found.every(({ isSimulated }) => isSimulated);
      if (isAllSimulated) out.line(words.simulated);
      out.table(
        header[out.language],
        found.map(({ asOfMs, campaignId, occurrence, id, subject, answer, isSimulated, personaName }) => [
          new Date(asOfMs).toISOString().slice(0, 10),
          occurrence === 'once' ? campaignId : `${campaignId} ${occurrence}`,
          subject === '' ? out.say(ABOUT[id]) : (personaName?.[language] ?? subject),
          pairName(answer, words),
          answer.kind === 'compared' ? per100(answer.comparison.difference) : '–',
          (isSimulated && !isAllSimulated ? mark : '') + verdictOf(answer, words),
        ]),
      );
    });
    return 0;
  },
};
