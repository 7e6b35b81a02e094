import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { service } from '../service.ts';

/** `kairos test-send`: the exact rendering of a plan's copies, to named staff only. */
export const testSend: Command = {
  name: 'test-send',
  summary: {
    en: 'send a plan’s copies to named staff, exactly as customers would get them',
    ko: '계획의 문구를 지정한 직원에게만, 고객이 받을 모습 그대로 보냅니다',
  },
  usage: 'test-send PLAN --to CUSTOMER [--to CUSTOMER …]',
  options: {
    to: {
      type: 'string',
      value: 'CUSTOMER',
      multiple: true,
      summary: {
        en: 'customer id of a colleague whom the brand file lists under staff',
        ko: '브랜드 파일의 staff 목록에 있는 직원의 고객 ID',
      },
    },
    ...CONNECTION_OPTIONS,
  },
  needs: ['planDesk'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(testSend, argv, 1);
    const hash = required(testSend, args, 0, 'PLAN');
    const to = args.all('to').flatMap((list) => list.split(','));
    const desk = await service(context, 'planDesk')(await connect(args, context.env));
    const { campaignId, messages } = await desk.testSend(hash, to);
    out.result({ campaignId, messages }, () =>
      out.line(
        out.say({
          en: `${campaignId}: ${messages.length} test messages are due now. Consent and quiet hours count for staff too.`,
          ko: `${campaignId}: 시험 메시지 ${messages.length}건을 지금 보냅니다. 직원에게도 수신 동의와 야간 제한이 적용됩니다.`,
        }),
      ),
    );
    return 0;
  },
};
