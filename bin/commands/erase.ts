import { userInfo } from 'node:os';
import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { refuse } from '../said.ts';
import { service } from '../service.ts';

/** `kairos erase`: forgets a person under all linked identities. */
export const erase: Command = {
  name: 'erase',
  summary: {
    en: 'forget a customer everywhere, with a proof of what went',
    ko: '고객을 모든 저장소에서 지우고 증빙을 남깁니다',
  },
  usage: 'erase CUSTOMER --reason TEXT',
  options: {
    reason: {
      type: 'string',
      value: 'TEXT',
      summary: { en: 'why, for the record; no personal data', ko: '사유 (개인정보는 쓰지 마십시오)' },
    },
    ...CONNECTION_OPTIONS,
  },
  notes: {
    en: 'All linked identities go. It cannot be undone. Events that were on their way arrive within a day: run it again after\nthat for the second pass. An erasure that was interrupted goes on when it is run again.',
    ko: '연결된 모든 식별자가 지워지며 되돌릴 수 없습니다. 전송 중이던 이벤트는 하루 안에 도착하므로 그 뒤에 한 번 더\n실행하십시오. 중단된 삭제는 다시 실행하면 이어집니다.',
  },
  needs: ['erasePerson'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(erase, argv, 1);
    const customerKey = required(erase, args, 0, 'CUSTOMER');
    const reason = args.text('reason') ?? '';
    if (reason === '') throw refuse({ en: 'say why with --reason', ko: '--reason 으로 사유를 쓰십시오' });
    const erasePerson = service(context, 'erasePerson');
    const done = await erasePerson(await connect(args, context.env), {
      customerKey,
      by: userInfo().username,
      reason,
    });
    out.result(done, () =>
      out.line(
        done.state === 'done'
          ? out.say({
              en: `erased for good; proof ${done.proof}`,
              ko: `완전히 지웠습니다. 증빙 ${done.proof}`,
            })
          : out.say({
              en: `erased; proof ${done.proof}; run it again after ${done.secondPassFrom} for what was on its way`,
              ko: `지웠습니다. 증빙 ${done.proof}. 전송 중이던 것을 위해 ${done.secondPassFrom} 뒤에 한 번 더 실행하십시오`,
            }),
      ),
    );
    return 0;
  },
};
