import type { PlanAnswer } from '#app/delivery/why-customer.ts';
import { skipReasons } from '#core/plan/audience/skip-reasons.ts';
import { CONNECTION_OPTIONS, REASON_OPTION, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import type { Out } from '../out.ts';
import { whatWouldChange } from '../plan/what-would-change.ts';
import { whyRows } from '../plan/why-rows.ts';
import { service } from '../service.ts';

/** `kairos why`: why somebody gets a message, or none. */
export const why: Command = {
  name: 'why',
  summary: {
    en: 'why a customer gets a message, or none',
    ko: '고객이 왜 메시지를 받는지, 왜 받지 않는지',
  },
  usage: 'why CUSTOMER [CAMPAIGN] [--reason TEXT]',
  options: { ...REASON_OPTION, ...CONNECTION_OPTIONS },
  needs: ['planDesk'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(why, argv, 2);
    const customer = required(why, args, 0, 'CUSTOMER');
    const desk = await service(context, 'planDesk')(await connect(args, context.env));
    const answers = await desk.why(customer, args.positionals[1], args.text('reason') ?? '');
    out.result({ customer, answers }, () => {
      if (answers.length === 0)
        out.line(
          out.say({
            en: 'No plan considered this customer, and no event of theirs started a message.',
            ko: '이 고객을 검토한 계획이 없고, 이 고객의 행동으로 시작된 메시지도 없습니다.',
          }),
        );
      for (const answer of answers) printAnswer(answer, out);
    });
    return 0;
  },
};

function printAnswer(answer: PlanAnswer, out: Out): void {
  const { campaignId, occurrence, decision, planHash } = answer;
  out.line();
  out.line(`${campaignId} ${occurrence} (${planHash.slice(0, 12)})`);
  if ('skip' in decision) {
    out.line(`  ${out.say({ en: 'no message:', ko: '발송 안 함:' })} ${out.say(skipReasons[decision.skip])}`);
    const change = whatWouldChange(decision.skip);
    if (change !== undefined)
      out.line(`  ${out.say({ en: 'what would change it:', ko: '바꾸려면:' })} ${out.say(change)}`);
    return;
  }
  out.table(
    ['', ''],
    whyRows(answer, decision, (said) => out.say(said)).map(([name, text]) => [out.say(name), text]),
  );
}
