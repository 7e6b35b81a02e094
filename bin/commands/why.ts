import { deliveryReasons } from '#core/delivery/reasons.ts';
import { skipReasons } from '#core/plan/audience/skip-reasons.ts';
import { CONNECTION_OPTIONS, REASON_OPTION, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import type { Out } from '../out.ts';
import type { PlanAnswer } from '../plan/plan-desk.ts';
import { UPLIFT_BASES, UPLIFT_STANDINGS } from '../plan/uplift-words.ts';
import { whatWouldChange } from '../plan/what-would-change.ts';
import type { Said } from '../said.ts';
import { service } from '../service.ts';

const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

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
          out.say({ en: 'No plan considered this customer.', ko: '이 고객을 검토한 계획이 없습니다.' }),
        );
      for (const answer of answers) printAnswer(answer, out);
    });
    return 0;
  },
};

function printAnswer(answer: PlanAnswer, out: Out): void {
  const { campaignId, occurrence, decision, planHash, receipt } = answer;
  out.line();
  out.line(`${campaignId} ${occurrence} (${planHash.slice(0, 12)})`);
  if ('skip' in decision) {
    out.line(`  ${out.say({ en: 'no message:', ko: '발송 안 함:' })} ${out.say(skipReasons[decision.skip])}`);
    const change = whatWouldChange(decision.skip);
    if (change !== undefined)
      out.line(`  ${out.say({ en: 'what would change it:', ko: '바꾸려면:' })} ${out.say(change)}`);
    return;
  }
  const { message, evidence, basis, value, wishedAtMs } = decision;
  const evidences = {
    own: { en: 'the customer’s own hours', ko: '본인의 시간대' },
    pooled: { en: 'everybody’s hours together with the customer’s', ko: '전체 고객과 본인의 시간대' },
    fallback: { en: 'the brand’s default hours', ko: '브랜드 기본 시간대' },
  };
  const rows: [string, string][] = [
    [out.say({ en: 'when', ko: '언제' }), at(message.dueAtMs)],
    [out.say({ en: 'because of', ko: '근거' }), out.say(evidences[evidence])],
    [out.say({ en: 'channel, copy', ko: '채널, 문구' }), `${message.channel}, ${message.copyId}`],
    [out.say({ en: 'product', ko: '상품' }), message.productId ?? '-'],
    [out.say({ en: 'persona', ko: '페르소나' }), message.personaId ?? '-'],
    [
      out.say({ en: 'arm, probability', ko: '실험군, 확률' }),
      `${message.arm}, ${(message.armProbability * 100).toFixed(1)} %`,
    ],
    [out.say({ en: 'expected value after cost', ko: '비용을 뺀 기대 이익' }), String(value)],
  ];
  if (basis !== undefined)
    rows.push([
      out.say({ en: 'which rests on', ko: '기대 이익의 근거' }),
      [UPLIFT_BASES[basis], ...(answer.upliftStanding ? [UPLIFT_STANDINGS[answer.upliftStanding]] : [])]
        .map((said) => out.say(said))
        .join('; '),
    ]);
  if (wishedAtMs !== undefined)
    rows.push([
      out.say({ en: 'would rather have had', ko: '원래 가장 좋은 시간 (가득 참)' }),
      at(wishedAtMs),
    ]);
  rows.push([out.say({ en: 'what became of it', ko: '결과' }), outcomeOf(receipt, out)]);
  out.table(['', ''], rows);
}

const STATUSES = {
  accepted: { en: 'accepted by the provider', ko: '발송사가 접수함' },
  suppressed: { en: 'not sent', ko: '보내지 않음' },
  failed: { en: 'failed', ko: '실패' },
  unknown: { en: 'unknown', ko: '알 수 없음' },
};

function outcomeOf(receipt: PlanAnswer['receipt'], out: Out): string {
  if (receipt === undefined) return out.say({ en: 'nothing yet', ko: '아직 없음' });
  const { status, reason, atMs } = receipt;
  const known: Readonly<Record<string, Said>> = deliveryReasons;
  const sentence = known[reason];
  return [`${out.say(STATUSES[status])}, ${at(atMs)}`, sentence && out.say(sentence)]
    .filter(Boolean)
    .join('. ');
}
