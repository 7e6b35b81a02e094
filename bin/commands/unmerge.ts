import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

/** `kairos unmerge`: takes a link away again. */
export const unmerge: Command = {
  name: 'unmerge',
  summary: {
    en: 'undo a merge: each gets back what it had',
    ko: '이은 것을 되돌립니다. 각자 원래대로 돌아갑니다',
  },
  usage: 'unmerge CUSTOMER OTHER',
  options: CONNECTION_OPTIONS,
  needs: ['unmergePersons'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(unmerge, argv, 2);
    const first = required(unmerge, args, 0, 'CUSTOMER');
    const other = required(unmerge, args, 1, 'OTHER');
    const undone = await service(context, 'unmergePersons')(await connect(args, context.env), [first, other]);
    if (undone.status === 'not_merged') {
      throw refuse({
        en: `${first} and ${other} are not linked`,
        ko: `${first} 와(과) ${other} 은(는) 이어져 있지 않습니다`,
      });
    }
    out.result(undone, () => {
      const keys = undone.customerKeys.join(', ');
      out.line(out.say({ en: `separate again: ${keys}`, ko: `다시 나누었습니다: ${keys}` }));
    });
    return 0;
  },
};
