import { CONNECTION_OPTIONS, readArguments, required } from '../arguments.ts';
import type { Command } from '../command.ts';
import { connect } from '../connection.ts';
import { service } from '../service.ts';

/** `kairos apply`: starts an approved plan. */
export const apply: Command = {
  name: 'apply',
  summary: { en: 'start an approved plan: its messages become due', ko: '승인된 계획을 시작합니다' },
  usage: 'apply PLAN',
  options: CONNECTION_OPTIONS,
  needs: ['planDesk'],

  async run(argv, context) {
    const { out } = context;
    const args = readArguments(apply, argv, 1);
    const hash = required(apply, args, 0, 'PLAN');
    const desk = await service(context, 'planDesk')(await connect(args, context.env));
    const applied = await desk.apply(hash);
    const { campaignId, occurrence, loaded } = applied;
    out.result(applied, () =>
      out.line(
        out.say({
          en: `${campaignId} ${occurrence}: ${loaded} messages are due. Stop it with kairos pause ${campaignId}, end it with kairos cancel ${campaignId}.`,
          ko: `${campaignId} ${occurrence}: ${loaded}건이 예약되었습니다. 멈추려면 kairos pause ${campaignId}, 끝내려면 kairos cancel ${campaignId}.`,
        }),
      ),
    );
    return 0;
  },
};
