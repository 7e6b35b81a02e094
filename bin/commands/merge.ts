import { apartSentence } from '#core/profiles/identity/apart-sentence.ts';
import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

/** `kairos merge`: links two customers that are one person. */
export const merge: Command = {
  name: 'merge',
  summary: { en: 'link two customers that are one person', ko: '같은 사람인 두 고객을 하나로 잇습니다' },
  usage: 'merge CUSTOMER OTHER',
  options: CONNECTION_OPTIONS,
  examples: ['kairos merge 17850 anon-3f2a'],
  needs: ['mergePersons'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(merge, argv, 2);
    const first = required(merge, args, 0, 'CUSTOMER');
    const other = required(merge, args, 1, 'OTHER');
    const merged = await service(context, 'mergePersons')(await connect(args, context.env), [first, other]);
    if (merged.status === 'refused') {
      const { en, ko } = apartSentence(merged.reason);
      throw refuse({ en: `not merged: ${en}`, ko: `잇지 않았습니다: ${ko}` });
    }
    out.result(merged, () => {
      out.line(
        merged.status === 'merged'
          ? out.say({
              en: `${first} and ${other} are one person now: ${merged.personId}`,
              ko: `${first} 와(과) ${other} 을(를) 한 사람으로 이었습니다: ${merged.personId}`,
            })
          : out.say({
              en: `they were one person already: ${merged.personId}`,
              ko: `이미 한 사람입니다: ${merged.personId}`,
            }),
      );
    });
    return 0;
  },
};
