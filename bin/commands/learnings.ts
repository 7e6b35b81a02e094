import { mentions } from '#app/kpis/learnings.ts';
import { pairName, per100, verdictOf } from '#app/kpis/question-sections.ts';
import { REPORT_WORDS } from '#app/kpis/report-words.ts';
import { CONNECTION_OPTIONS, readArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { service } from '../service.ts';

const MOST_WORDS = 20;

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
        en: ['until', 'campaign', 'question', 'groups', 'per 100', 'verdict', ''],
        ko: ['기준일', '캠페인', '질문', '그룹', '100명당', '판정', ''],
      };
      const simulated = out.say({ en: 'simulated', ko: '시뮬레이션' });
      out.table(
        header[out.language],
        found.map(({ asOfMs, campaignId, occurrence, id, subject, answer, isSimulated, personaName }) => [
          new Date(asOfMs).toISOString().slice(0, 10),
          `${campaignId} ${occurrence}`,
          words.questions[id],
          `${subject === '' ? '' : `${personaName?.[language] ?? subject}: `}${pairName(answer, words)}`,
          answer.kind === 'compared' ? per100(answer.comparison.difference) : '–',
          verdictOf(answer, words),
          isSimulated ? simulated : '',
        ]),
      );
    });
    return 0;
  },
};
